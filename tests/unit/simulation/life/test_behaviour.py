"""Fates in their shares, shifts, and a policy that only knows moves of the table."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from gridwarden.cases.domain.moves import MoveName as M
from gridwarden.cases.domain.moves import Need
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import ENDED, LEVEL_OF, CaseState
from gridwarden.cases.domain.table import MOVES
from gridwarden.simulation.life import fates, policy
from gridwarden.simulation.life.agenda import Agenda
from gridwarden.simulation.life.fates import Fate, Way, fate_of
from gridwarden.simulation.life.habits import load_habits, load_texts
from gridwarden.simulation.life.policy import Intent, Seen, Who, next_intent
from gridwarden.simulation.life.scenes.backgrounds import BACKGROUNDS
from gridwarden.simulation.life.scenes.faults import FAULTS
from gridwarden.simulation.life.shifts import Shift
from gridwarden.simulation.people.units import CONTRACTORS
from gridwarden.workforce.domain.units import UnitKind

ZONE = ZoneInfo("Asia/Shanghai")
SMOOTH = Fate(
    way=Way.NOTICE,
    is_unfounded=False,
    is_returned=False,
    is_reworked=False,
    is_cancelled=False,
    is_reopened=False,
    is_late=False,
    pace=0.5,
)
TEAM = UnitKind.GRID_TEAM


def seen(state: CaseState, owner: UnitKind = TEAM, *moves: M, source: Source = Source.PATROL, rework: int = 0) -> Seen:
    return Seen(state=state, source=source, owner_kind=owner, done=Counter(moves), rework_count=rework)


def intent(state: CaseState, owner: UnitKind = TEAM, *moves: M, fate: Fate = SMOOTH, rework: int = 0) -> Intent:
    found = next_intent(seen(state, owner, *moves, rework=rework), fate)
    assert found is not None
    return found


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def fates_of(source: Source, count: int = 4_000) -> list[Fate]:
    return [fate_of(f"20260302-{number:05d}", source, seed=1) for number in range(count)]


def test_a_fate_can_be_asked_again() -> None:
    assert fate_of("20260302-00001", Source.PATROL, seed=1) == fate_of("20260302-00001", Source.PATROL, seed=1)


@pytest.mark.parametrize(
    ("name", "share"),
    [("is_reworked", fates.REWORKED), ("is_returned", fates.RETURNED), ("is_late", fates.LATE)],
)
def test_mishaps_come_in_their_shares(name: str, share: float) -> None:
    drawn = fates_of(Source.PATROL)
    assert sum(getattr(fate, name) for fate in drawn) / len(drawn) == pytest.approx(share, abs=0.015)


def test_complaints_are_never_neglected_late_cancelled_or_reopened() -> None:
    for fate in fates_of(Source.HOTLINE):
        assert fate.way is not Way.NEGLECTED
        assert not any((fate.is_late, fate.is_cancelled, fate.is_reopened, fate.is_unfounded))


def test_only_transfers_turn_out_unfounded() -> None:
    assert any(fate.is_unfounded for fate in fates_of(Source.TRANSFER, 50))
    assert not any(fate.is_unfounded for fate in fates_of(Source.PATROL, 500))


@pytest.mark.parametrize(
    ("shift", "moment", "expected"),
    [
        (Shift.FIELD, "2026-03-02T09:00", "2026-03-02T09:00"),
        (Shift.FIELD, "2026-03-02T23:00", "2026-03-03T07:30"),
        (Shift.FIELD, "2026-03-02T03:00", "2026-03-02T07:30"),
        (Shift.OFFICE, "2026-03-06T18:00", "2026-03-09T08:30"),
        (Shift.OFFICE, "2026-03-07T10:00", "2026-03-09T08:30"),
        (Shift.CREW, "2026-03-07T19:00", "2026-03-08T07:00"),
        (Shift.DESK, "2026-03-07T02:00", "2026-03-07T02:00"),
    ],
)
def test_work_waits_for_the_next_shift(shift: Shift, moment: str, expected: str) -> None:
    assert shift.next_moment(at(moment), ZONE) == at(expected)


def test_a_shift_reads_moments_of_any_zone() -> None:
    assert Shift.FIELD.next_moment(at("2026-03-02T23:00").astimezone(UTC), ZONE) == at("2026-03-03T07:30")


def test_the_agenda_is_in_order_of_time_and_keeps_the_order_of_equals() -> None:
    agenda: Agenda[str] = Agenda()
    for moment, what in (("12:00", "noon"), ("08:00", "first"), ("08:00", "second")):
        agenda.note(at(f"2026-03-02T{moment}"), what)
    assert agenda.next_at() == at("2026-03-02T08:00")
    assert [agenda.take()[1] for _ in range(len(agenda))] == ["first", "second", "noon"]
    assert agenda.next_at() is None


#: A timer or its parts bring these on.
WAITING = {CaseState.SUSPENDED, CaseState.PARTED}
ENOUGH = [M.DENY, M.HAND_UP, M.HAND_DOWN, M.DISPATCH, M.REQUEST_SUPPORT, M.FEED_BACK, M.RETURN_DISPATCH]


@pytest.mark.parametrize("state", list(CaseState))
def test_every_intent_is_a_row_of_the_move_table(state: CaseState) -> None:
    rows = {(row.name, where, level) for row in MOVES for where in row.states for level in row.levels}
    for way, owner, move, rework in product(Way, UnitKind, ENOUGH, (0, 1)):
        if owner is UnitKind.DESK and state in (CaseState.DISPATCHED, CaseState.HANDLING):
            continue
        if state is CaseState.REGISTERED and owner is not UnitKind.DESK:
            continue
        found = next_intent(seen(state, owner, move, rework=rework), replace(SMOOTH, way=way))
        assert found is None or (found.move, state, LEVEL_OF[owner]) in rows, (way, owner, move)


def test_nothing_follows_the_end() -> None:
    assert all(next_intent(seen(state), SMOOTH) is None for state in ENDED)


def test_nobody_stirs_while_a_case_waits_for_its_day_or_its_parts() -> None:
    assert [next_intent(seen(state), SMOOTH) for state in sorted(WAITING)] == [None, None]


@pytest.mark.parametrize("state", sorted(set(CaseState) - ENDED - WAITING))
def test_something_follows_everything_else(state: CaseState) -> None:
    assert next_intent(seen(state), SMOOTH) is not None


def test_a_case_that_needs_the_brigade_climbs_all_levels_and_comes_down_again() -> None:
    fate, done = replace(SMOOTH, way=Way.BRIGADE), []
    stations = [
        (CaseState.DISPATCHED, UnitKind.GRID_TEAM, M.HAND_UP),
        (CaseState.DISPATCHED, UnitKind.SQUADRON, M.HAND_UP),
        (CaseState.REGISTERED, UnitKind.DESK, M.HAND_UP),
        (CaseState.DISPATCHED, UnitKind.BRIGADE, M.FEED_BACK),
        (CaseState.DISPATCHED, UnitKind.BRIGADE, M.HAND_DOWN),
        (CaseState.REGISTERED, UnitKind.DESK, M.HAND_DOWN),
        (CaseState.DISPATCHED, UnitKind.SQUADRON, M.HAND_DOWN),
        (CaseState.DISPATCHED, UnitKind.GRID_TEAM, M.ACCEPT),
        (CaseState.HANDLING, UnitKind.GRID_TEAM, M.FINISH),
    ]
    for state, owner, expected in stations:
        found = intent(state, owner, *done, fate=fate)
        assert found.move is expected, (state, owner, done)
        done.append(found.move)


def test_a_squad_calls_for_support_before_it_hands_down() -> None:
    fate = replace(SMOOTH, way=Way.SQUAD)
    assert intent(CaseState.DISPATCHED, UnitKind.SQUADRON, M.HAND_UP, fate=fate).move is M.REQUEST_SUPPORT
    after = intent(CaseState.DISPATCHED, UnitKind.SQUADRON, M.HAND_UP, M.REQUEST_SUPPORT, fate=fate)
    assert after.move is M.HAND_DOWN


def test_a_case_that_the_software_hands_up_again_is_taken_by_the_squad_itself() -> None:
    again = intent(CaseState.DISPATCHED, UnitKind.SQUADRON, M.HAND_UP, M.HAND_DOWN, M.HAND_UP)
    assert again.move is M.ACCEPT


def test_a_neglected_case_is_taken_up_only_after_its_limit() -> None:
    found = intent(CaseState.DISPATCHED, fate=replace(SMOOTH, way=Way.NEGLECTED))
    assert (found.move, found.pace) == (M.ACCEPT, policy.LATE_PACE)
    assert policy.LATE_PACE > 1


def test_unfounded_reports_are_denied_and_then_refused() -> None:
    fate = replace(SMOOTH, is_unfounded=True)
    assert intent(CaseState.VERIFYING, UnitKind.DESK, fate=fate).move is M.DENY
    assert intent(CaseState.REPORTED, UnitKind.DESK, M.DENY, fate=fate).move is M.REFUSE


def test_rework_happens_once() -> None:
    fate = replace(SMOOTH, is_reworked=True)
    assert intent(CaseState.CHECKING, fate=fate).move is M.FAIL_CHECK
    assert intent(CaseState.CHECKING, fate=fate, rework=1).move is M.PASS_CHECK


def test_a_contractor_sends_back_what_is_not_his_once() -> None:
    fate = replace(SMOOTH, is_returned=True)
    contractor = UnitKind.CONTRACTOR
    assert intent(CaseState.DISPATCHED, contractor, fate=fate).move is M.RETURN_DISPATCH
    assert intent(CaseState.DISPATCHED, contractor, M.RETURN_DISPATCH, fate=fate).move is M.ACCEPT


def test_complaints_are_settled_within_hours_whatever_their_limit() -> None:
    found = next_intent(seen(CaseState.HANDLING, source=Source.HOTLINE), replace(SMOOTH, pace=0.75))
    assert found is not None
    assert found.pace is None
    assert found.minutes[1] <= policy.COMPLAINT_MINUTES


def test_every_move_that_asks_for_words_has_some() -> None:
    texts = load_texts()
    asked = {row.name for row in MOVES if {Need.REASON, Need.INSTRUCTION, Need.ANSWER, Need.REPLY} & set(row.needs)}
    for state, way, owner, move in product(CaseState, Way, set(UnitKind) - {UnitKind.DESK}, ENOUGH):
        fate = replace(SMOOTH, way=way, is_reworked=True, is_cancelled=True, is_reopened=True, is_unfounded=True)
        found = next_intent(seen(state, owner, move), fate)
        if found is not None:
            assert not found.text or texts[found.text]
            assert found.text or found.move not in asked


def test_waiting_times_are_ranges() -> None:
    for state, owner in product(CaseState, set(UnitKind) - {UnitKind.DESK}):
        found = next_intent(seen(state, owner), SMOOTH)
        if found is not None:
            assert 0 < found.minutes[0] <= found.minutes[1]
            assert isinstance(found.who, Who)


def test_habits_know_every_line_of_the_menu_and_only_scenes_that_can_be_drawn() -> None:
    habits = load_habits()
    assert [item.number for item in habits.items] == list(range(1, 19))
    for item in habits.items:
        assert item.background in BACKGROUNDS
        assert item.fault in FAULTS
        assert item.contractor in {*CONTRACTORS, "cleaner"}
        assert set(item.weight) == {"core", "town", "village"}


def test_a_late_day_ends_before_the_next() -> None:
    assert Shift.DESK.next_moment(at("2026-03-02T23:59:59") + timedelta(seconds=0.5), ZONE) == at("2026-03-03T00:00")
