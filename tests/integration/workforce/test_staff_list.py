"""The list of people, a person's history, and what forms offer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.platform.access import Role
from gridwarden.platform.refusals import NotFound
from gridwarden.platform.ui.paging import BadCursor
from gridwarden.workforce.queries import choices, directory, duties, scope
from gridwarden.workforce.queries.directory import PostingFilter
from gridwarden.workforce.queries.profile import profile
from gridwarden.workforce.queries.staff import StaffFilter, every, listed
from tests.factories.cast import acting
from tests.factories.workforce import DutyFactory, LeaveFactory, PostingFactory, StaffFactory, UnitFactory

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor
    from tests.factories.cast import Cast


@pytest.fixture
def keeper(cast: Cast, monday_morning: datetime) -> Actor:
    return acting(cast.keeper, monday_morning)


def names(actor: Actor, day: date, **wanted: Any) -> list[str]:
    return [row.name for row in listed(actor, StaffFilter(**wanted), day).rows]


def test_a_page_of_people_is_read_in_one_statement(
    keeper: Actor, monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        listed(keeper, StaffFilter(), monday_morning.date())


def test_pages_follow_each_other_without_gap_or_repetition(keeper: Actor, monday_morning: datetime, cast: Cast) -> None:
    for _ in range(11):
        StaffFactory(unit=cast.west_team)
    day, seen, cursor = monday_morning.date(), [], None
    while True:
        page = listed(keeper, StaffFilter(), day, cursor=cursor, size=4)
        seen += [row.id for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert seen == [row.id for row in every(keeper, StaffFilter(), day)]
    assert len(seen) == len(set(seen)) == 20


def test_a_cursor_of_another_list_is_refused(keeper: Actor, monday_morning: datetime) -> None:
    with pytest.raises(BadCursor):
        listed(keeper, StaffFilter(), monday_morning.date(), cursor="stolen")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"text": "东升"}, {"张东升"}),
        ({"text": "张 升"}, {"张东升"}),
        ({"text": "张 明"}, set()),
        ({"role": Role.SQUAD_LEADER}, {"赵东"}),
        ({"role": Role.FRONTAGE_HOLDER}, set()),
    ],
)
def test_people_are_found_by_word_and_role(
    keeper: Actor, monday_morning: datetime, wanted: dict[str, Any], found: set[str]
) -> None:
    assert set(names(keeper, monday_morning.date(), **wanted)) == found


def test_a_unit_is_searched_with_or_without_those_below(keeper: Actor, monday_morning: datetime, cast: Cast) -> None:
    day = monday_morning.date()
    assert set(names(keeper, day, unit_id=cast.brigade.pk)) == {"王大队"}
    assert len(names(keeper, day, unit_id=cast.brigade.pk, below=True)) == 6
    assert set(names(keeper, day, unit_id=cast.east.pk, below=True)) == {"赵东", "张东升", "周巡"}


def test_a_unit_of_another_district_has_nobody(keeper: Actor, monday_morning: datetime) -> None:
    elsewhere = StaffFactory()
    assert names(keeper, monday_morning.date(), unit_id=elsewhere.unit_id, below=True) == []


def test_the_absent_are_those_on_leave_that_day(keeper: Actor, monday_morning: datetime, cast: Cast) -> None:
    first = monday_morning.date()
    LeaveFactory(staff=cast.east_officer, valid_from=first, valid_to=first + timedelta(days=3))
    assert names(keeper, first, away=True) == ["张东升"]
    assert names(keeper, first + timedelta(days=3), away=True) == []


def test_those_who_left_are_listed_apart(keeper: Actor, monday_morning: datetime, cast: Cast) -> None:
    first = monday_morning.date()
    StaffFactory(unit=cast.desk, user__display_name="退休者", left_on=first)
    StaffFactory(unit=cast.desk, user__display_name="将退者", left_on=first + timedelta(days=9))
    assert names(keeper, first, gone=True) == ["退休者"]
    assert "将退者" in names(keeper, first)


def test_whoever_joins_later_is_not_listed_yet(keeper: Actor, monday_morning: datetime, cast: Cast) -> None:
    first = monday_morning.date()
    StaffFactory(unit=cast.desk, user__display_name="新人", joined_on=first + timedelta(days=1))
    assert "新人" not in names(keeper, first)
    assert "新人" in names(keeper, first + timedelta(days=1))


def test_a_row_counts_the_postings_of_the_day(keeper: Actor, monday_morning: datetime, cast: Cast) -> None:
    first = monday_morning.date()
    PostingFactory(staff=cast.east_officer, grid=cast.territory.grids["C01"], valid_from=first + timedelta(days=1))
    rows = {row.name: row.grids_now for row in listed(keeper, StaffFilter(), first).rows}
    assert (rows["张东升"], rows["赵东"]) == (1, 0)


def test_an_administrator_is_listed_outside_the_units(keeper: Actor, monday_morning: datetime) -> None:
    row = next(row for row in every(keeper, StaffFilter(text="安全员"), monday_morning.date()))
    assert (row.unit_id, row.unit_name, row.unit_kind) == (None, "", None)
    assert row.roles == (Role.SECURITY_ADMINISTRATOR,)


def test_whoever_works_in_a_grid_in_reach_is_seen(cast: Cast, monday_morning: datetime) -> None:
    guest = StaffFactory(unit=UnitFactory(district=cast.territory.district), user__display_name="借调员")
    PostingFactory(staff=guest, grid=cast.territory.grids["A01"])
    assert "借调员" in names(acting(cast.east_officer, monday_morning), monday_morning.date())
    assert "借调员" not in names(acting(cast.west_officer, monday_morning), monday_morning.date())


def test_a_person_is_told_with_history_latest_first(keeper: Actor, monday_morning: datetime, cast: Cast) -> None:
    day = monday_morning.date()
    PostingFactory(
        staff=cast.east_officer,
        grid=cast.territory.grids["C01"],
        valid_from=date(2024, 6, 1),
        valid_to=date(2025, 1, 1),
    )
    LeaveFactory(staff=cast.east_officer, substitute=cast.west_officer)
    found = profile(keeper, cast.east_officer.pk, day)
    assert [row.grid_code for row in found.postings] == ["C01", "A01"]
    assert found.staff.grids_now == 1
    assert found.staff.is_away
    assert [(leave.substitute, leave.last_day) for leave in found.leaves] == [("李西明", date(2026, 3, 7))]
    assert found.leaves[0].holds(day)
    assert not found.leaves[0].holds(date(2026, 3, 8))


def test_a_person_is_read_in_three_statements(
    keeper: Actor, monday_morning: datetime, cast: Cast, django_assert_num_queries: Any
) -> None:
    PostingFactory.create_batch(3, staff=cast.west_officer)
    with django_assert_num_queries(3):
        profile(keeper, cast.west_officer.pk, monday_morning.date())


def test_a_person_out_of_sight_does_not_exist(cast: Cast, monday_morning: datetime) -> None:
    with pytest.raises(NotFound):
        profile(acting(cast.west_officer, monday_morning), cast.east_officer.pk, monday_morning.date())


def test_everybody_sees_himself(cast: Cast, monday_morning: datetime) -> None:
    alone = StaffFactory(unit=cast.desk, roles=[Role.CHECKER.value])
    cast.desk.valid_to = monday_morning.date()
    found = profile(acting(alone, monday_morning), alone.pk, monday_morning.date())
    assert found.user_id == alone.user_id


def test_a_form_offers_what_its_reader_may_see(cast: Cast, keeper: Actor, monday_morning: datetime) -> None:
    day, officer = monday_morning.date(), acting(cast.east_officer, monday_morning)
    assert {one.id for one in choices.units(officer, day)} == {cast.east_team.pk}
    assert len(choices.units(keeper, day)) == 7
    assert {one.id for one in choices.parents(keeper, day)} == {cast.brigade.pk, cast.east.pk, cast.west.pk}
    assert {one.id for one in choices.grids(officer, day)} == {cast.territory.grids[code].pk for code in ("A01", "A02")}
    assert choices.grids(acting(cast.foreman, monday_morning), day) == []


def test_nobody_is_offered_as_his_own_colleague(cast: Cast, keeper: Actor, monday_morning: datetime) -> None:
    offered = {one.id for one in choices.colleagues(keeper, monday_morning.date(), but=cast.east_officer.pk)}
    assert cast.east_officer.pk not in offered
    assert cast.west_officer.pk in offered


def test_a_unit_of_another_day_is_not_offered(cast: Cast, keeper: Actor, monday_morning: datetime) -> None:
    day = monday_morning.date()
    UnitFactory(district=cast.territory.district, code="OLD", valid_to=day)
    assert not [one for one in choices.units(keeper, day) if "OLD" in one.label]
    assert [one for one in choices.units(keeper, day - timedelta(days=1)) if "OLD" in one.label]


def test_postings_are_listed_latest_first_in_one_statement(
    cast: Cast, keeper: Actor, monday_morning: datetime, django_assert_num_queries: Any
) -> None:
    PostingFactory(staff=cast.west_officer, grid=cast.territory.grids["C01"], valid_from=monday_morning.date())
    with django_assert_num_queries(1):
        rows = directory.postings(keeper, PostingFilter(), cursor=None, size=10).rows
    assert [row.grid_code for row in rows][:1] == ["C01"]
    assert len(rows) == 4


def test_postings_are_narrowed_to_a_day(cast: Cast, keeper: Actor, monday_morning: datetime) -> None:
    day = monday_morning.date()
    cast.east_officer.postings.update(valid_to=day)
    rows = directory.postings(keeper, PostingFilter(on=day), cursor=None, size=10).rows
    assert {row.staff_name for row in rows} == {"李西明", "周巡"}


def test_one_posting_out_of_reach_does_not_exist(cast: Cast, monday_morning: datetime) -> None:
    posting = cast.east_officer.postings.get()
    assert scope.one_posting(acting(cast.east_leader, monday_morning), posting.pk) == posting
    for who in (cast.west_officer, cast.foreman, cast.stranger):
        with pytest.raises(NotFound):
            scope.one_posting(acting(who, monday_morning), posting.pk)


def test_the_duties_of_several_roles_are_read_in_one_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    district = cast.territory.district
    second = DutyFactory(district=district, number=2, text="二")
    first = DutyFactory(district=district, number=1, text="一")
    DutyFactory(text="别区")
    with django_assert_num_queries(1):
        found = duties.of_roles(district.pk, [Role.ENFORCEMENT_OFFICER, Role.CHECKER])
    assert [row.id for row in found[Role.ENFORCEMENT_OFFICER]] == [first.pk, second.pk]
    assert found[Role.CHECKER] == ()
