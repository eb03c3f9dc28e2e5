"""What people see of cases: who sees which, what waits for them, what is found, and how many statements it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.actions import checking, dispatching, escalation, registration
from gridwarden.cases.domain.errors import CaseNotFound, MoveNotAllowed, WrongUnit
from gridwarden.cases.domain.moves import MoveName, Need
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.models import Case, Clock
from gridwarden.cases.queries import board, exports, lists, moves, pages, suggestions, timeline, visibility
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.cases.queries.todo import Todo
from gridwarden.platform.access import ANONYMOUS
from gridwarden.platform.attachments.access import may_see
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.timers.clockwork import fire_due
from tests.factories.cases import MONDAY
from tests.factories.grids import RoadFactory, middle_of
from tests.factories.workforce import ContractorFactory
from tests.integration.cases.playing import Play

if TYPE_CHECKING:
    from gridwarden.cases.queries.timeline import Entry
    from gridwarden.platform.access import Actor
    from tests.factories.cases import Stage

HOUR = timedelta(hours=1)
EVERYBODY = (
    "operator", "supervisor", "dispatcher", "checker", "officer", "mate", "informant", "neighbour", "west_officer",
    "squad_leader", "leader", "division_officer", "foreman", "keeper", "stranger",
)  # fmt: skip
DESK = {"operator", "supervisor", "dispatcher", "leader"}
EAST = {"officer", "mate", "informant", "squad_leader"}


def file_of(actor: Actor, case_id: int) -> list[Entry]:
    return timeline.entries(actor, visibility.get(actor, case_id))


def seen_by(stage: Stage, case_id: int) -> set[str]:
    return {post for post in EVERYBODY if visibility.sees(stage.by(post), case_id)}


def found(stage: Stage, post: str, **wanted: Any) -> list[str]:
    rows = lists.page(stage.by(post), CaseFilter(**wanted), MONDAY + HOUR).rows
    return [row.number for row in rows]


def test_a_case_is_seen_by_the_desk_the_brigade_and_the_people_of_its_grid(stage: Stage) -> None:
    assert seen_by(stage, Play(stage).found().case_id) == DESK | EAST


def test_a_contractor_sees_a_case_while_it_has_it_and_a_checker_once_sent(stage: Stage) -> None:
    play = Play(stage).registered()
    at_the_desk = DESK | EAST | {"checker"}
    assert seen_by(stage, play.case_id) == at_the_desk, "the checker is one of the desk"
    dispatching.dispatch(
        by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, unit_id=stage.cast.contractor.pk
    )
    assert seen_by(stage, play.case_id) == DESK | EAST | {"foreman"}
    dispatching.return_dispatch(by=stage.by("foreman"), at=play.tick(), case_id=play.case_id, reason="不是我方")
    assert seen_by(stage, play.case_id) == at_the_desk
    assert "checker" in seen_by(stage, Play(stage, at=MONDAY + HOUR).checking().case_id)


def test_whoever_reported_a_case_goes_on_seeing_it(stage: Stage) -> None:
    opened = stage.opened(Source.PATROL, stage.spot, by="west_officer")
    assert seen_by(stage, opened.case_id) == DESK | EAST | {"west_officer"}


def test_nobody_without_an_account_and_nobody_of_another_district_sees_anything(stage: Stage) -> None:
    case_id = Play(stage).found().case_id
    assert not visibility.sees(ANONYMOUS, case_id)
    with pytest.raises(CaseNotFound):
        visibility.get(stage.by("stranger"), case_id)
    with pytest.raises(CaseNotFound):
        visibility.by_number(stage.by("stranger"), stage.case(case_id).number)


def test_photos_are_seen_by_those_who_see_the_case(stage: Stage) -> None:
    photo = Attachment.objects.get(pk=stage.photo("officer"))
    stage.opened(Source.PATROL, stage.spot, by="officer", photos=(photo.pk,))
    photo.refresh_from_db()
    assert may_see(stage.by("dispatcher"), photo)
    assert not may_see(stage.by("west_officer"), photo)


def test_each_duty_lists_the_cases_that_wait_for_it(stage: Stage) -> None:
    stations = {
        "reported": ("operator", Todo.ANSWER),
        "verified": ("supervisor", Todo.REGISTER),
        "registered": ("dispatcher", Todo.DISPATCH),
        "dispatched": ("foreman", Todo.ACCEPT),
        "handling": ("foreman", Todo.HANDLE),
        "handled": ("dispatcher", Todo.SEND_TO_CHECK),
        "checking": ("checker", Todo.CHECK),
        "checked": ("supervisor", Todo.CLOSE),
    }
    numbers = {}
    for hours, station in enumerate(stations):
        play = Play(stage, at=MONDAY + hours * HOUR)
        getattr(play, station)()
        numbers[station] = stage.case(play.case_id).number
    for station, (post, todo) in stations.items():
        assert found(stage, post, todo=todo) == [numbers[station]]
    assert found(stage, "officer", todo=Todo.ACCEPT) == [], "another unit's work does not wait for me"
    assert set(found(stage, "dispatcher", mine=True)) == {numbers["registered"], numbers["handled"]}


def test_every_figure_of_the_board_counts_what_its_filter_lists(stage: Stage) -> None:
    for hours, station in enumerate(("found", "registered", "handled", "closed", "checking")):
        getattr(Play(stage, at=MONDAY + hours * HOUR), station)()
    now = MONDAY + 3 * HOUR
    for post in ("operator", "supervisor", "dispatcher", "officer", "squad_leader", "leader", "foreman", "checker"):
        actor = stage.by(post)
        for tile in board.tiles(actor, now):
            assert tile.count == len(lists.page(actor, tile.filter, now).rows), (post, tile.key)


@pytest.mark.parametrize(("hours", "light"), [(0, Light.GREEN), (1.7, Light.YELLOW), (2.1, Light.RED)])
def test_lights_are_filtered_as_they_are_shown(stage: Stage, hours: float, light: Light) -> None:
    Play(stage).found()
    now = MONDAY + hours * HOUR
    for wanted in Light:
        rows = lists.page(stage.by("dispatcher"), CaseFilter(light=wanted), now).rows
        assert [row.light for row in rows] == ([light] if wanted is light else [])


def test_chinese_words_find_a_case_by_any_part_of_them(stage: Stage) -> None:
    number = stage.opened(description="中山路路口井盖缺失", address="中山路88号").number
    stage.opened(description="违章搭建", address="人民路12号")
    for text in ("井盖", "山路路口", "盖缺失", "中山路88号", "88", number, number[-5:], "井盖 中山"):
        assert found(stage, "operator", text=text) == [number], text
    for text in ("井口", "缺失井盖", "中山 违章"):
        assert found(stage, "operator", text=text) == [], text


def test_an_item_finds_its_cases_in_every_version_of_the_menu(stage: Stage) -> None:
    number = stage.opened(Source.PATROL, stage.spot, by="officer").number
    item = stage.spot.item
    assert found(stage, "operator", text=item.name) == [number]
    assert found(stage, "operator", item=item.number) == [number]
    assert found(stage, "operator", item=item.number + 1) == []


def test_filters_narrow_together(stage: Stage) -> None:
    lon, lat = middle_of(1, 1)
    east = stage.opened(Source.PATROL, stage.spot, by="officer")
    west = stage.opened(Source.HOTLINE, lon=lon, lat=lat)
    outside = stage.opened(Source.WEB, lon=120.3, lat=31.2)
    assert found(stage, "operator", grid_id=east.grid_id) == [east.number]
    assert found(stage, "operator", sources=(Source.HOTLINE, Source.WEB)) == [outside.number, west.number]
    assert found(stage, "operator", flag=Flag.NO_GRID) == [outside.number]
    assert found(stage, "operator", levels=(Level.GRID_TEAM,)) == [east.number]
    assert found(stage, "operator", states=(CaseState.REPORTED,), sources=(Source.WEB,)) == [outside.number]
    assert found(stage, "operator", unit_id=stage.cast.east_team.pk) == [east.number]
    day = MONDAY.date()
    assert len(found(stage, "operator", opened_from=day, opened_to=day)) == 3
    assert found(stage, "operator", opened_from=day + timedelta(days=1)) == []


@pytest.mark.parametrize("order", ["newest", "oldest", "due"])
def test_pages_follow_each_other_without_gaps_or_repeats(stage: Stage, order: str) -> None:
    for minutes in range(7):
        stage.opened(at=MONDAY + timedelta(minutes=minutes // 2))
    cursor, seen = None, []
    while True:
        page = lists.page(stage.by("operator"), CaseFilter(), MONDAY + HOUR, order=order, cursor=cursor, size=3)
        seen += [row.id for row in page.rows]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 7


def test_a_list_of_a_hundred_takes_as_few_statements_as_a_list_of_one(stage: Stage) -> None:
    actor = stage.by("dispatcher")
    wanted = CaseFilter(open_only=True, light=Light.RED, text="人行道", sources=(Source.CITIZEN,), grid_id=1)
    counts = []
    for count in (1, 99):
        for _ in range(count):
            stage.opened()
        with CaptureQueriesContext(connection) as captured:
            rows = lists.page(actor, CaseFilter(text="人行道"), MONDAY + HOUR, size=100).rows
            lists.page(actor, wanted, MONDAY + HOUR, size=100)
            board.tiles(actor, MONDAY + HOUR)
        counts.append(len(captured))
    assert len(rows) == 100
    assert counts[0] == counts[1] <= 12


def test_a_place_without_an_address_is_named_by_the_road_beside_it(stage: Stage) -> None:
    case_id = stage.opened(condition=stage.spot).case_id
    Case.objects.filter(pk=case_id).update(address="")
    by = stage.by("dispatcher")
    assert pages.case_page(by, case_id, MONDAY).where == ""
    RoadFactory(district=stage.cast.territory.district, name="人民路")
    assert pages.case_page(by, case_id, MONDAY).where == "人民路附近"
    Case.objects.filter(pk=case_id).update(address="人民路 8 号")
    assert pages.case_page(by, case_id, MONDAY).where == "人民路 8 号"


def test_the_case_page_takes_few_statements_however_long_the_file(stage: Stage) -> None:
    def statements(case_id: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            pages.case_page(stage.by("dispatcher"), case_id, MONDAY + HOUR)
        return len(captured)

    short = statements(Play(stage).found().case_id)
    assert short <= 12
    # Two more name the units and people to whom the case went; nobody was sent in the short one.
    assert statements(Play(stage, at=MONDAY + HOUR).closed().case_id) <= short + 2


def test_a_case_with_an_item_has_a_number_for_exchange(stage: Stage) -> None:
    actor, district = stage.by("dispatcher"), stage.cast.territory.district
    sorted_one = pages.case_page(actor, Play(stage).found().case_id, MONDAY)
    assert sorted_one.long_number == f"{district.code6}{stage.spot.gb_code}2026030200001"
    assert pages.case_page(actor, stage.opened(Source.HOTLINE).case_id, MONDAY).long_number == ""


def test_the_file_shows_alarms_between_the_steps(stage: Stage) -> None:
    play = Play(stage).found()
    fire_due(now=MONDAY + 2.1 * HOUR)
    page = pages.case_page(stage.by("dispatcher"), play.case_id, MONDAY + 3 * HOUR)
    assert [(entry.move, entry.is_automatic) for entry in page.entries] == [("open", False), ("hand_up", True)]
    assert [(entry.kind, entry.stage, entry.level) for entry in page.clock_entries] == [
        ("warning", "handle", Level.GRID_TEAM),
        ("breach", "handle", Level.GRID_TEAM),
    ]


def test_the_file_keeps_names_notes_and_everybody_who_was_told(stage: Stage) -> None:
    play = Play(stage).found()
    escalation.hand_up(by=stage.by("officer"), at=play.tick(), case_id=play.case_id, reason="需要挖机")
    escalation.hand_down(by=stage.by("squad_leader"), at=play.tick(), case_id=play.case_id, instruction="先围护")
    _, up, down = file_of(stage.by("dispatcher"), play.case_id)
    assert (up.by_name, up.unit_name, up.note) == ("张东升", "城东一组", "需要挖机")
    assert [(told.level, told.unit_name, told.text) for told in down.told] == [
        (Level.INFORMATION_OFFICER, "城东一组", "先围护"),
        (Level.GRID_TEAM, "城东一组", "先围护"),
    ]
    assert (up.to_whom, down.to_whom) == ("城东中队", "城东一组")
    with pytest.raises(CaseNotFound):
        file_of(stage.by("west_officer"), play.case_id)


def test_the_file_names_who_was_sent(stage: Stage) -> None:
    play = Play(stage).handled()
    checking.send_to_check(
        by=stage.by("dispatcher"), at=play.tick(), case_id=play.case_id, person_id=stage.user_id("checker")
    )
    entries = file_of(stage.by("dispatcher"), play.case_id)
    assert entries[-1].to_whom == "郑核"
    assert entries[0].to_whom == ""


def test_only_moves_that_would_be_accepted_are_offered_with_their_choices(stage: Stage) -> None:
    play = Play(stage).handled()
    options = {option.name: option for option in moves.open_to(stage.by("dispatcher"), play.case_id, play.at)}
    assert set(options) == {MoveName.SEND_TO_CHECK, MoveName.FEED_BACK, MoveName.MERGE}
    asked = options[MoveName.SEND_TO_CHECK].asks[0]
    people = {choice.id for choice in asked.choices}
    assert asked.need is Need.PERSON
    assert stage.user_id("checker") in people
    assert stage.user_id("foreman") not in people
    assert asked.choices[0].id in {stage.user_id("officer"), stage.user_id("informant")}, (
        "people of the grid come first"
    )
    with pytest.raises(MoveNotAllowed):
        moves.option(stage.by("dispatcher"), play.case_id, MoveName.CLOSE, play.at)


def test_the_doers_of_the_unit_that_has_it_are_not_offered_as_checkers(stage: Stage) -> None:
    play = Play(stage).found()
    people = {choice.id for choice in suggestions.checkers(stage.case(play.case_id), play.at)}
    assert stage.user_id("informant") in people
    assert not people & {stage.user_id("officer"), stage.user_id("mate")}


def test_many_are_dispatched_to_whoever_is_in_charge_and_each_refusal_is_told(stage: Stage) -> None:
    plain = Play(stage).registered()
    away = Play(stage, at=MONDAY + HOUR).dispatched()
    results = dispatching.dispatch_many(
        by=stage.by("dispatcher"), at=MONDAY + 2 * HOUR, case_ids=[plain.case_id, away.case_id, 10**9]
    )
    assert [type(one.refusal) for one in results] == [type(None), MoveNotAllowed, CaseNotFound]
    assert results[0].moved is not None
    assert Case.objects.get(pk=plain.case_id).owner_unit_id == stage.cast.contractor.pk


def test_a_contractor_that_works_everywhere_is_suggested_beside_the_one_that_keeps_the_grid(stage: Stage) -> None:
    case_id = Play(stage).registered().case_id
    everywhere = ContractorFactory.create(district=stage.cast.territory.district)
    near = {choice.id for choice in suggestions.units(stage.case(case_id), MONDAY) if choice.is_near}
    assert near == {stage.cast.contractor.pk, everywhere.pk}
    assert suggestions.in_charge(stage.case(case_id), MONDAY) is None


def test_where_two_units_could_be_in_charge_nobody_is_chosen(stage: Stage) -> None:
    lon, lat = middle_of(1, 1)
    opened = stage.opened(Source.INSPECTION, stage.slow, by="officer", lon=lon, lat=lat)
    for _both_work_everywhere in range(2):
        ContractorFactory.create(district=stage.cast.territory.district)
    registration.register(by=stage.by("supervisor"), at=MONDAY, case_id=opened.case_id)
    assert suggestions.in_charge(stage.case(opened.case_id), MONDAY) is None
    results = dispatching.dispatch_many(by=stage.by("dispatcher"), at=MONDAY, case_ids=[opened.case_id])
    assert isinstance(results[0].refusal, WrongUnit)


@pytest.mark.parametrize(
    ("broken", "excused", "was_late"), [(False, False, False), (True, False, True), (True, True, False)]
)
def test_a_closed_case_tells_whether_its_deadline_was_kept(
    stage: Stage, *, broken: bool, excused: bool, was_late: bool
) -> None:
    play = Play(stage).closed()
    if broken:
        clock = Clock.objects.filter(case=play.case_id, stage="handle")
        clock.update(breached_at=F("due_at"), exempted_at=play.at if excused else None)
    assert [row.was_late for row in lists.page(stage.by("supervisor"), CaseFilter(), MONDAY + HOUR).rows] == [was_late]
    assert [row.was_late for row in exports.rows(stage.by("supervisor"), CaseFilter(), MONDAY + HOUR)] == [was_late]


def test_an_open_case_tells_nothing_of_deadlines_kept(stage: Stage) -> None:
    Play(stage).handling()
    assert [row.was_late for row in lists.page(stage.by("supervisor"), CaseFilter(), MONDAY + HOUR).rows] == [None]
