"""The rules of requests, orders, merging and dividing, one refusal beside each permission."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gridwarden.cases.domain import appeals, errors, families, merging, requests, supervision, suspensions
from gridwarden.cases.domain.decisions import decide
from gridwarden.cases.domain.feedback import REPORTER
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.requests import Request, Station, Turn
from gridwarden.cases.domain.situation import Inputs
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.platform.access import PermissionDenied, Role
from tests.unit.cases import world
from tests.unit.cases.world import LATER, NOW

if TYPE_CHECKING:
    from gridwarden.cases.domain.situation import CaseUnit
    from gridwarden.platform.access import Actor

TWO_UNITS = (world.OTHER_SQUAD, world.CONTRACTOR)


def reaching(actor: Actor, *units: CaseUnit) -> Actor:
    """Return the actor with these units in reach, as the roster gives them."""
    return replace(actor, unit_ids=frozenset(unit.id for unit in units))


LEAD = reaching(world.SQUAD_LEADER, world.SQUAD, world.TEAM)
#: Holds every post at once, and must still not rule on the own request.
EVERYTHING = reaching(world.person(90, "everything", world.DESK, *Role), world.SQUAD, world.TEAM)


def request(turn: Turn, station: Station, *, by: int = 15, ruled: tuple[int, ...] = ()) -> Request:
    return Request(turn=turn, station=station, unit_id=world.TEAM.id, asked_by=by, ruled_by=frozenset(ruled))


@pytest.mark.parametrize(
    ("turn", "actor", "unit", "station"),
    [
        (Turn.EXTENSION, world.OFFICER, world.TEAM, Station.LEAD),
        (Turn.SUSPENSION, world.OFFICER, world.TEAM, Station.LEAD),
        (Turn.EXTENSION, world.SQUAD_LEADER, world.SQUAD, Station.DISPATCHER),
        (Turn.EXTENSION, world.FOREMAN, world.CONTRACTOR, Station.DISPATCHER),
        (Turn.EXTENSION, world.DIVISION_OFFICER, world.DIVISION, Station.DISPATCHER),
        (Turn.APPEAL, world.OFFICER, world.TEAM, Station.DISPATCHER),
    ],
)
def test_a_request_begins_with_the_lead_where_there_is_one(
    turn: Turn, actor: Actor, unit: CaseUnit, station: Station
) -> None:
    assert requests.first_station(turn, actor, unit) is station


def test_stations_follow_each_other_to_the_end_of_the_path() -> None:
    assert requests.station_after(request(Turn.EXTENSION, Station.LEAD)) is Station.DISPATCHER
    assert requests.station_after(request(Turn.EXTENSION, Station.DISPATCHER)) is None
    assert requests.station_after(request(Turn.APPEAL, Station.DISPATCHER)) is Station.REGISTRAR
    assert requests.station_after(request(Turn.APPEAL, Station.REGISTRAR)) is None


@pytest.mark.parametrize(
    ("station", "right", "wrong"),
    [
        (Station.LEAD, LEAD, world.DISPATCHER),
        (Station.DISPATCHER, world.DISPATCHER, LEAD),
        (Station.REGISTRAR, world.SUPERVISOR, world.DISPATCHER),
    ],
)
def test_each_station_is_ruled_by_its_post(station: Station, right: Actor, wrong: Actor) -> None:
    requests.check_ruler(request(Turn.EXTENSION, station), right)
    with pytest.raises(requests.NotYourRuling):
        requests.check_ruler(request(Turn.EXTENSION, station), wrong)
    with pytest.raises(requests.NotYourRuling):
        requests.check_ruler(request(Turn.EXTENSION, station), world.PRESUMPTUOUS_FOREMAN)


def test_a_lead_endorses_for_the_own_units_only() -> None:
    elsewhere = reaching(world.SQUAD_LEADER, world.OTHER_SQUAD, world.OTHER_TEAM)
    with pytest.raises(requests.NotYourRuling):
        requests.check_ruler(request(Turn.EXTENSION, Station.LEAD), elsewhere)


@pytest.mark.parametrize("station", Station)
def test_nobody_rules_on_the_own_request_nor_twice_whatever_posts_they_hold(station: Station) -> None:
    requests.check_ruler(request(Turn.EXTENSION, station), EVERYTHING)
    with pytest.raises(requests.OwnRequest):
        requests.check_ruler(request(Turn.EXTENSION, station, by=90), EVERYTHING)
    with pytest.raises(requests.OwnRequest):
        requests.check_ruler(request(Turn.EXTENSION, station, ruled=(90,)), EVERYTHING)
    with pytest.raises(requests.OwnRequest):
        requests.check_ruler(request(Turn.EXTENSION, station), reaching(world.SOFTWARE, world.TEAM))


def test_only_those_who_work_for_the_unit_ask() -> None:
    requests.check_asker(world.OFFICER, world.TEAM.id)
    with pytest.raises(errors.NotYourCase):
        requests.check_asker(world.NEIGHBOUR, world.TEAM.id)
    with pytest.raises(PermissionDenied):
        requests.check_asker(world.INFORMANT, world.TEAM.id)


def test_the_day_of_a_suspension_lies_within_a_year() -> None:
    year = NOW + timedelta(days=366)
    assert suspensions.check_until(year, NOW) == year
    for wrong in (None, NOW, NOW - timedelta(days=1), year + timedelta(seconds=1)):
        with pytest.raises(errors.WrongDay):
            suspensions.check_until(wrong, NOW)


def test_an_appeal_needs_a_closed_case_and_a_broken_limit() -> None:
    appeals.check_appealable(CaseState.CLOSED, NOW)
    with pytest.raises(appeals.NotClosedYet):
        appeals.check_appealable(CaseState.HANDLED, NOW)
    with pytest.raises(appeals.NothingToAppeal):
        appeals.check_appealable(CaseState.CLOSED, None)


def test_the_owner_answers_an_order_and_nobody_else() -> None:
    supervision.check_replier(world.OFFICER, world.TEAM.id)
    supervision.check_replier(world.FOREMAN, world.CONTRACTOR.id)
    supervision.check_replier(world.DISPATCHER, world.DESK.id)
    with pytest.raises(errors.NotYourCase):
        supervision.check_replier(world.DISPATCHER, world.TEAM.id)
    with pytest.raises(PermissionDenied):
        supervision.check_replier(world.OPERATOR, world.DESK.id)


def test_an_order_leaves_time_and_warns_at_four_fifths_of_it() -> None:
    assert supervision.warned_at(NOW, NOW + timedelta(hours=5)) == NOW + timedelta(hours=4)
    supervision.check_reply_by(LATER, NOW)
    with pytest.raises(errors.WrongDay):
        supervision.check_reply_by(NOW, NOW)


def test_a_case_goes_on_in_another_open_one() -> None:
    merging.check_main(1, 2, CaseState.SUSPENDED)
    for main, state in ((1, CaseState.REPORTED), (2, CaseState.MERGED), (2, CaseState.CLOSED)):
        with pytest.raises(errors.WrongMainCase):
            merging.check_main(1, main, state)


def test_reporters_of_a_chain_of_cases_are_counted() -> None:
    assert merging.threads_of(world.reported()) == 1
    assert merging.threads_of(world.with_the_team()) == 0
    assert merging.threads_of(replace(world.with_the_team(), followers=2)) == 2
    assert merging.threads_of(replace(world.reported(Source.HOTLINE), followers=2)) == 3


def test_an_own_finding_answers_the_reporters_who_came_along() -> None:
    order = Inputs(text="已统一整治", photos_paper=1)
    alone = decide(world.with_the_team(), MoveName.FORCE_CLOSE, world.LEADER, order, LATER)
    joined = decide(replace(world.with_the_team(), followers=1), MoveName.FORCE_CLOSE, world.LEADER, order, LATER)
    assert REPORTER not in alone.feedback
    assert REPORTER in joined.feedback


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [
        (CaseState.CHECKED, CaseState.CLOSED, (-1, 1)),
        (CaseState.HANDLING, CaseState.CANCELLED, (-1, 0)),
        (CaseState.HANDLING, CaseState.MERGED, (-1, 0)),
        (CaseState.CLOSED, CaseState.REGISTERED, (1, -1)),
        (CaseState.MERGED, CaseState.VERIFIED, (1, 0)),
        (CaseState.DISPATCHED, CaseState.HANDLING, (0, 0)),
    ],
)
def test_the_end_and_the_return_of_a_part_are_counted(
    before: CaseState, after: CaseState, count: tuple[int, int]
) -> None:
    changed = families.counted(before, after)
    assert (changed.open_parts, changed.closed_parts) == count


def test_a_whole_ends_after_its_parts_and_a_part_is_not_divided() -> None:
    parted = replace(world.reported(), state=CaseState.PARTED, condition_id=1, open_parts=1, closed_parts=1)
    words = Inputs(text="全部完成", units=TWO_UNITS, photos_paper=1, merged_into_id=9)
    for name, actor in (
        (MoveName.CLOSE, world.SUPERVISOR),
        (MoveName.CANCEL, world.SUPERVISOR),
        (MoveName.FORCE_CLOSE, world.LEADER),
        (MoveName.MERGE, world.DISPATCHER),
    ):
        with pytest.raises(errors.PartsOpen):
            decide(parted, name, actor, words, LATER)
        assert decide(replace(parted, open_parts=0), name, actor, words, LATER).after.state is not CaseState.PARTED
    with pytest.raises(errors.PartsOpen):
        decide(replace(parted, open_parts=0, closed_parts=0), MoveName.CLOSE, world.SUPERVISOR, words, LATER)
    registered = replace(parted, state=CaseState.REGISTERED, open_parts=0)
    assert decide(registered, MoveName.SPLIT, world.DISPATCHER, words, LATER).parts == TWO_UNITS
    with pytest.raises(errors.PartOfACase):
        decide(replace(registered, is_part=True), MoveName.SPLIT, world.DISPATCHER, words, LATER)
    one = replace(words, units=TWO_UNITS[:1])
    with pytest.raises(errors.InputMissing):
        decide(registered, MoveName.SPLIT, world.DISPATCHER, one, LATER)
    assert decide(parted, MoveName.SPLIT, world.DISPATCHER, one, LATER).parts == one.units


def test_nothing_comes_back_below_what_has_ended() -> None:
    words = Inputs(text="撤销")
    merged = replace(world.reported(), state=CaseState.MERGED, merged_into_id=9)
    assert decide(merged, MoveName.UNMERGE, world.DISPATCHER, words, LATER).after.merged_into_id is None
    closed = replace(world.reported(), state=CaseState.CLOSED, condition_id=1, closed_how="checked")
    assert decide(closed, MoveName.REOPEN, world.SUPERVISOR, words, LATER).after.closed_how == ""
    for situation, name, actor in (
        (merged, MoveName.UNMERGE, world.DISPATCHER),
        (closed, MoveName.REOPEN, world.SUPERVISOR),
    ):
        with pytest.raises(errors.MainCaseEnded):
            decide(replace(situation, main_ended=True), name, actor, words, LATER)


def test_the_whole_is_what_a_part_begins_with() -> None:
    whole = replace(world.verified(), state=CaseState.PARTED, handlers=frozenset({15}), open_parts=2)
    part = families.first_part(whole, LATER)
    assert (part.state, part.owner, part.is_part) == (CaseState.REGISTERED, world.DESK, True)
    assert (part.condition_id, part.registered_at) == (whole.condition_id, LATER)
    assert (part.handlers, part.open_parts) == (frozenset(), 0)
