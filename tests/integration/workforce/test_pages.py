"""What the pages show and do."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from gridwarden.grids.models import Grid
from gridwarden.platform.access import Role
from gridwarden.workforce.models import Duty, Leave, Posting, Staff, Unit
from tests.factories.workforce import DutyFactory, LeaveFactory, PostingFactory, StaffFactory
from tests.logins import login

if TYPE_CHECKING:
    from django.test import Client

    from tests.factories.cast import Cast


@pytest.fixture
def keeper(client: Client, cast: Cast) -> Client:
    """The browser of the system administrator."""
    login(client, cast.keeper.user)
    return client


@pytest.fixture
def security(client: Client, cast: Cast) -> Client:
    """The browser of the security administrator."""
    login(client, cast.security.user)
    return client


def text(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


def test_the_tree_counts_everybody_below(keeper: Client, cast: Cast) -> None:
    page = text(keeper.get(reverse("workforce:organisation")))
    assert f'href="/people/staff/?unit={cast.east.pk}"><strong>3</strong>' in page
    assert f'href="/people/staff/?unit={cast.brigade.pk}"><strong>6</strong>' in page


def test_the_count_of_a_unit_leads_to_exactly_these_people(keeper: Client, cast: Cast) -> None:
    page = text(keeper.get(reverse("workforce:staff"), {"unit": cast.east.pk}))
    assert all(name in page for name in ("赵东", "张东升", "周巡"))
    assert "李西明" not in page


def test_the_tree_takes_few_statements(keeper: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(20):
        keeper.get(reverse("workforce:organisation"))


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"q": "东升"}, {"张东升"}),
        ({"q": "no-such-name"}, set()),
        ({"role": "dispatcher"}, {"钱派"}),
        ({"role": "enforcement_officer"}, {"张东升", "李西明"}),
        ({"role": "poet"}, {"张东升", "李西明", "赵东", "周巡", "钱派", "孙洁", "王大队"}),
        ({"unit": "abc"}, {"张东升", "李西明", "赵东", "周巡", "钱派", "孙洁", "王大队"}),
    ],
)
def test_people_are_found_by(keeper: Client, cast: Cast, params: dict[str, str], found: set[str]) -> None:
    page = text(keeper.get(reverse("workforce:staff"), params))
    everybody = {"张东升", "李西明", "赵东", "周巡", "钱派", "孙洁", "王大队"}
    assert {name for name in everybody if f">{name}<" in page.replace("\n", "")} == found


def test_people_are_found_by_number_and_telephone(keeper: Client, cast: Cast) -> None:
    cast.foreman.user.phone = "13912345678"
    cast.foreman.user.save()
    for word in (cast.foreman.staff_number, "139123"):
        assert "孙洁" in text(keeper.get(reverse("workforce:staff"), {"q": word}))


def test_the_list_shows_who_is_away_and_who_is_gone(keeper: Client, cast: Cast) -> None:
    today = timezone.localdate()
    LeaveFactory(staff=cast.west_officer, valid_from=today, valid_to=today.replace(year=today.year + 1))
    StaffFactory(unit=cast.east_team, user__display_name="退休者", left_on=today)
    away = text(keeper.get(reverse("workforce:staff"), {"show": "away"}))
    gone = text(keeper.get(reverse("workforce:staff"), {"show": "gone"}))
    assert "李西明" in away
    assert "张东升" not in away
    assert "退休者" in gone
    assert "退休者" not in text(keeper.get(reverse("workforce:staff")))


def test_the_list_is_taken_away_as_a_workbook(keeper: Client, cast: Cast) -> None:
    answer = keeper.get(reverse("workforce:staff"), {"export": "xlsx", "role": "dispatcher"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(load_workbook(BytesIO(content)).active.values)  # type: ignore[union-attr]
    assert [row[0] for row in rows[1:]] == ["钱派"]


def test_the_list_costs_the_same_however_long_it_is(
    keeper: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _ in range(30):
        StaffFactory(unit=cast.east_team)
    with django_assert_max_num_queries(10):
        keeper.get(reverse("workforce:staff"))


def test_a_person_is_shown_with_postings_roles_and_duties(keeper: Client, cast: Cast) -> None:
    DutyFactory(district=cast.territory.district, text="每班巡查两遍。")
    PostingFactory(staff=cast.east_officer, grid=cast.territory.grids["C01"], substitute_for=cast.west_officer)
    page = text(keeper.get(reverse("workforce:person", args=[cast.east_officer.pk])))
    for word in ("A01", "C01", "李西明", "每班巡查两遍。"):
        assert word in page


def test_the_staffing_marks_where_nobody_is(keeper: Client, cast: Cast) -> None:
    page = text(keeper.get(reverse("workforce:grids")))
    # Four grids with five roles that want somebody; three cells have one, two of them one of two.
    assert page.count("people-cell-hole") == 4 * 5 - 3
    assert "people-cell-short" in page


def test_the_staffing_of_a_plan_to_come_is_seen_before_its_day(keeper: Client, cast: Cast) -> None:
    soon = cast.territory.grids["B01"]
    Grid.objects.filter(pk=soon.pk).update(valid_from="2090-03-01")
    page = text(keeper.get(reverse("workforce:grids")))
    assert "<strong>B01</strong>" not in page
    assert "自 2090-03-01 起启用另一网格方案" in page
    then = text(keeper.get(reverse("workforce:grids"), {"on": "2090-03-01"}))
    assert "<strong>B01</strong>" in then
    assert "自 2090-03-01 起启用另一网格方案" not in then
    assert "<strong>B01</strong>" not in text(keeper.get(reverse("workforce:grids"), {"on": "2090-02-31"}))


def test_people_are_posted_to_a_grid_to_come_from_its_first_day(keeper: Client, cast: Cast) -> None:
    soon = cast.territory.grids["B01"]
    Grid.objects.filter(pk=soon.pk).update(valid_from="2090-03-01")
    form = reverse("workforce:new-posting", args=[cast.east_officer.pk])
    assert f"B01 {soon.name}（2090-03-01 起）" in text(keeper.get(form))
    data = {"grid": soon.pk, "role": "enforcement_officer", "valid_from": "2090-02-28"}
    early = keeper.post(form, data)
    assert early.status_code == 422
    assert "早于网格启用日期" in text(early)
    assert keeper.post(form, {**data, "valid_from": "2090-03-01"}).status_code == 302
    assert Posting.objects.filter(staff=cast.east_officer, grid=soon).exists()


def test_whoever_is_away_leaves_a_hole(keeper: Client, cast: Cast) -> None:
    before = text(keeper.get(reverse("workforce:grids"))).count("people-cell-hole")
    today = timezone.localdate()
    LeaveFactory(staff=cast.west_officer, valid_from=today, valid_to=today.replace(year=today.year + 1))
    assert text(keeper.get(reverse("workforce:grids"))).count("people-cell-hole") == before + 1


def test_the_staffing_is_narrowed_to_a_units_grids(keeper: Client, cast: Cast) -> None:
    page = text(keeper.get(reverse("workforce:grids"), {"unit": cast.west.pk}))
    assert "<strong>B01</strong>" in page
    assert "<strong>A01</strong>" not in page


def test_a_unit_is_established_on_its_page(keeper: Client, cast: Cast) -> None:
    data = {"kind": "division", "name": "市容科", "code": "K1", "valid_from": "2026-03-02", "parent": cast.brigade.pk}
    answer = keeper.post(reverse("workforce:new-unit"), data)
    unit = Unit.objects.get(code="K1")
    assert answer["Location"] == reverse("workforce:unit", args=[unit.pk])
    assert unit.parent == cast.brigade


def test_a_refusal_stands_beside_the_input_at_fault(keeper: Client, cast: Cast) -> None:
    data = {"kind": "squadron", "name": "机动中队", "code": cast.desk.code, "valid_from": "2026-03-02"}
    answer = keeper.post(reverse("workforce:new-unit"), {**data, "parent": cast.brigade.pk})
    assert answer.status_code == 422
    assert 'id="id_code_error"' in text(answer)


def test_a_form_sent_twice_acts_once(keeper: Client, cast: Cast) -> None:
    data = {
        "kind": "division",
        "name": "市容科",
        "code": "K1",
        "valid_from": "2026-03-02",
        "parent": cast.brigade.pk,
        "form_key": "form-once",
    }
    first = keeper.post(reverse("workforce:new-unit"), data)
    second = keeper.post(reverse("workforce:new-unit"), data)
    assert first["Location"] == second["Location"]


def test_a_unit_is_revised_and_dissolved_on_its_pages(keeper: Client, cast: Cast) -> None:
    division = Unit.objects.create(
        district=cast.territory.district, kind="division", name="老名字", code="K2", valid_from="2024-01-01"
    )
    keeper.post(reverse("workforce:edit-unit", args=[division.pk]), {"name": "新名字", "phone": "1", "parent": ""})
    keeper.post(reverse("workforce:dissolve-unit", args=[division.pk]), {"valid_to": "2026-02-28"})
    division.refresh_from_db()
    assert (division.name, division.phone, str(division.valid_to)) == ("新名字", "1", "2026-03-01")


def test_a_grid_is_given_and_released_on_its_pages(keeper: Client, cast: Cast) -> None:
    grid = cast.territory.grids["C01"]
    keeper.post(reverse("workforce:keep-grid", args=[cast.west_team.pk]), {"grid": grid.pk, "valid_from": "2026-03-02"})
    kept = cast.west_team.kept_grids.get(grid=grid)
    keeper.post(reverse("workforce:release-grid", args=[cast.west_team.pk, kept.pk]), {"valid_to": "2026-03-31"})
    kept.refresh_from_db()
    assert (str(kept.valid_from), str(kept.valid_to)) == ("2026-03-02", "2026-04-01")


def test_a_person_is_enrolled_moved_corrected_and_let_go(keeper: Client, cast: Cast) -> None:
    data = {
        "display_name": "陈露",
        "username": "chen",
        "staff_number": "E9",
        "unit": cast.east_team.pk,
        "joined_on": "2026-03-02",
    }
    keeper.post(reverse("workforce:new-person"), data)
    staff = Staff.objects.get(staff_number="E9")
    keeper.post(reverse("workforce:move-person", args=[staff.pk]), {"unit": cast.west_team.pk})
    keeper.post(
        reverse("workforce:edit-person", args=[staff.pk]),
        {"display_name": "陈小露", "staff_number": "E10", "phone": "110"},
    )
    keeper.post(reverse("workforce:discharge-person", args=[staff.pk]), {"valid_to": "2026-03-31"})
    staff = Staff.objects.select_related("user").get(pk=staff.pk)
    assert (staff.unit, staff.staff_number, staff.user.display_name) == (cast.west_team, "E10", "陈小露")
    assert str(staff.left_on) == "2026-04-01"


def test_a_posting_is_made_and_its_days_moved(keeper: Client, cast: Cast) -> None:
    grid = cast.territory.grids["C01"]
    data = {"grid": grid.pk, "role": "enforcement_officer", "valid_from": "2026-03-02", "valid_to": "2026-03-31"}
    keeper.post(reverse("workforce:new-posting", args=[cast.west_officer.pk]), data)
    posting = Posting.objects.get(staff=cast.west_officer, grid=grid)
    assert str(posting.valid_to) == "2026-04-01"
    form = text(keeper.get(reverse("workforce:edit-posting", args=[posting.pk])))
    assert 'value="2026-03-31"' in form
    keeper.post(reverse("workforce:edit-posting", args=[posting.pk]), {"valid_from": "2026-03-02", "valid_to": ""})
    posting.refresh_from_db()
    assert posting.valid_to is None


def test_a_role_that_is_not_held_cannot_be_chosen(keeper: Client, cast: Cast) -> None:
    data = {"grid": cast.territory.grids["C01"].pk, "role": "sanitation_worker", "valid_from": "2026-03-02"}
    answer = keeper.post(reverse("workforce:new-posting", args=[cast.west_officer.pk]), data)
    assert answer.status_code == 422
    assert not Posting.objects.filter(role="sanitation_worker").exists()


def test_a_last_day_before_the_first_is_refused_at_its_field(keeper: Client, cast: Cast) -> None:
    data = {"grid": cast.territory.grids["C01"].pk, "role": "enforcement_officer"}
    answer = keeper.post(
        reverse("workforce:new-posting", args=[cast.west_officer.pk]),
        {**data, "valid_from": "2026-03-02", "valid_to": "2026-02-28"},
    )
    assert answer.status_code == 422
    assert 'id="id_valid_to_error"' in text(answer)


def test_a_leave_is_noted_with_a_substitute_and_ended(keeper: Client, cast: Cast) -> None:
    today = timezone.localdate().isoformat()
    data = {"valid_from": today, "valid_to": "2099-01-01", "reason": "病假", "substitute": cast.west_officer.pk}
    keeper.post(reverse("workforce:new-leave", args=[cast.east_officer.pk]), data)
    leave = Leave.objects.get()
    assert Posting.objects.filter(substitute_for=cast.east_officer).count() == 1
    keeper.post(reverse("workforce:end-leave", args=[cast.east_officer.pk, leave.pk]))
    assert not Leave.objects.exists()
    assert not Posting.objects.filter(substitute_for=cast.east_officer).exists()


def test_roles_are_granted_on_their_page(security: Client, cast: Cast) -> None:
    address = reverse("workforce:grant", args=[cast.dispatcher.pk])
    assert 'value="dispatcher" checked' in text(security.get(address))
    security.post(address, {"roles": ["dispatcher", "checker"]})
    assert set(Staff.objects.get(pk=cast.dispatcher.pk).roles) == {Role.DISPATCHER, Role.CHECKER}


def test_roles_that_collide_are_refused_on_the_page(security: Client, cast: Cast) -> None:
    address = reverse("workforce:grant", args=[cast.keeper.pk])
    answer = security.post(address, {"roles": ["system_administrator", "audit_administrator"]})
    assert answer.status_code == 422
    assert Staff.objects.get(pk=cast.keeper.pk).roles == ["system_administrator"]


def test_nobody_grants_to_himself_on_the_page(security: Client, cast: Cast) -> None:
    address = reverse("workforce:grant", args=[cast.security.pk])
    answer = security.post(address, {"roles": ["system_administrator"]})
    assert answer.status_code == 422
    assert Staff.objects.get(pk=cast.security.pk).roles == ["security_administrator"]


def test_duties_are_written_down_and_struck(keeper: Client, cast: Cast) -> None:
    keeper.post(reverse("workforce:new-duty", args=["checker"]), {"text": "两人核查。", "text_en": ""})
    duty = Duty.objects.get()
    keeper.post(reverse("workforce:edit-duty", args=[duty.pk]), {"text": "两人到场核查。"})
    assert "两人到场核查。" in text(keeper.get(reverse("workforce:edit-duty", args=[duty.pk])))
    keeper.post(reverse("workforce:edit-duty", args=[duty.pk]), {"text": "x", "strike": "1"})
    assert not Duty.objects.exists()


def test_a_role_that_does_not_exist_has_no_duties(keeper: Client) -> None:
    assert keeper.get(reverse("workforce:new-duty", args=["poet"])).status_code == 404


def test_the_duties_are_read_in_the_readers_language(keeper: Client, cast: Cast) -> None:
    DutyFactory(district=cast.territory.district, text="每班巡查。", text_en="Patrols every shift.")
    assert "每班巡查。" in text(keeper.get(reverse("workforce:duties")))
    english = text(keeper.get(reverse("workforce:duties"), headers={"accept-language": "en"}))
    assert "Patrols every shift." in english
