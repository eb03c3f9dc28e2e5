"""Single decisions: time, inputs, people and units, one refusal beside each permission."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.cases.domain import errors, history
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.decisions import decide, moves_open_to
from gridwarden.cases.domain.escalation import Call, calls_of, calls_on_alarm, calls_on_opening, climb
from gridwarden.cases.domain.feedback import REPORTER, levels_below
from gridwarden.cases.domain.moves import MoveName, Need
from gridwarden.cases.domain.needs import Ask
from gridwarden.cases.domain.numbering import long_number, short_number
from gridwarden.cases.domain.situation import Chain, Inputs, Situation
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.menu.domain.words import PhotoRule
from gridwarden.platform.access import Permission
from tests.unit.cases import world
from tests.unit.cases.world import LATER, NOW

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

WORDS = Inputs(text="因为如此")


def in_state(state: CaseState, **changes: Any) -> Situation:
    return replace(world.with_the_team(), state=state, **changes)


def test_a_move_may_be_booked_a_little_before_the_last_one_but_counts_after_it() -> None:
    early = NOW - timedelta(minutes=5)
    decision = decide(world.with_the_team(), MoveName.ACCEPT, world.OFFICER, Inputs(), early)
    assert decision.at == decision.after.moved_at == NOW


def test_a_move_booked_long_before_the_last_step_or_alarm_is_refused() -> None:
    with pytest.raises(errors.ClockWentBack):
        decide(world.with_the_team(), MoveName.ACCEPT, world.OFFICER, Inputs(), NOW - timedelta(minutes=6))
    alarmed = replace(world.with_the_team(), alarmed_at=NOW + timedelta(hours=2))
    with pytest.raises(errors.ClockWentBack):
        decide(alarmed, MoveName.ACCEPT, world.OFFICER, Inputs(), NOW + timedelta(hours=1))


def test_what_is_missing_is_named() -> None:
    with pytest.raises(errors.InputMissing) as refusal:
        decide(world.with_the_team(), MoveName.HANDLE_ON_THE_SPOT, world.OFFICER, Inputs(), LATER)
    assert refusal.value.fields == {"photo_before": "missing", "photo_after": "missing"}
    with pytest.raises(errors.InputMissing):
        decide(world.with_the_team(), MoveName.RETURN_DISPATCH, world.OFFICER, Inputs(text="  \n"), LATER)


@pytest.mark.parametrize(
    ("rule", "filed", "asked"), [((0, 0), 0, (1, 1)), ((2, 3), 0, (2, 3)), ((2, 3), 1, (1, 3)), ((1, 1), 4, (0, 1))]
)
def test_the_photo_rule_and_what_is_filed_decide_how_many_photos_are_asked_for(
    rule: tuple[int, int], filed: int, asked: tuple[int, int]
) -> None:
    situation = replace(world.with_the_team(), photo_rule=PhotoRule(*rule), photos_before=filed)
    spot = next(one for one in moves_open_to(situation, world.OFFICER) if one.row.name is MoveName.HANDLE_ON_THE_SPOT)
    assert spot.asks == (Ask(Need.PHOTO_BEFORE, asked[0]), Ask(Need.PHOTO_AFTER, asked[1]))


def test_finishing_asks_for_photos_only_where_the_condition_does() -> None:
    situation = in_state(CaseState.HANDLING, photo_rule=PhotoRule(0, 0), handler_id=15, handlers=frozenset({15}))
    assert decide(situation, MoveName.FINISH, world.OFFICER, Inputs(), LATER).after.state is CaseState.HANDLED
    with pytest.raises(errors.InputMissing):
        decide(
            replace(situation, photo_rule=PhotoRule(0, 2)),
            MoveName.FINISH,
            world.OFFICER,
            Inputs(photos_after=1),
            LATER,
        )


def test_an_unclassified_report_is_registered_with_an_item_and_a_classified_one_without() -> None:
    verified = replace(world.reported(), state=CaseState.VERIFIED)
    with pytest.raises(errors.InputMissing):
        decide(verified, MoveName.REGISTER, world.SUPERVISOR, Inputs(), LATER)
    assert decide(verified, MoveName.REGISTER, world.SUPERVISOR, Inputs(condition_id=7), LATER).after.condition_id == 7
    known = replace(verified, condition_id=3)
    assert decide(known, MoveName.REGISTER, world.SUPERVISOR, Inputs(), LATER).after.condition_id == 3


@pytest.mark.parametrize("person", [world.INFORMANT, world.OFFICER, world.NEIGHBOUR], ids=lambda one: one.name)
def test_people_of_the_district_who_may_verify_are_sent(person: Actor) -> None:
    sent = decide(world.reported(), MoveName.SEND_TO_VERIFY, world.OPERATOR, Inputs(person=person), LATER)
    assert (sent.after.state, sent.after.verifier_id) == (CaseState.VERIFYING, person.user_id)


@pytest.mark.parametrize(
    "person", [world.FOREMAN, world.PRESUMPTUOUS_FOREMAN, world.STRANGER, world.SQUAD_LEADER], ids=lambda one: one.name
)
def test_nobody_else_is_sent_and_no_contractor_whatever_the_roles(person: Actor) -> None:
    with pytest.raises(errors.WrongPerson):
        decide(world.reported(), MoveName.SEND_TO_VERIFY, world.OPERATOR, Inputs(person=person), LATER)
    handled = in_state(CaseState.HANDLED, handler_id=15, handlers=frozenset({15}))
    with pytest.raises(errors.WrongPerson):
        decide(handled, MoveName.SEND_TO_CHECK, world.DISPATCHER, Inputs(person=person), LATER)


def test_everybody_who_ever_had_a_hand_in_the_work_is_remembered() -> None:
    earlier = in_state(CaseState.HANDLING, handler_id=16, handlers=frozenset({16}))
    photos = Inputs(photos_after=1)
    assert decide(earlier, MoveName.FINISH, world.OFFICER, photos, LATER).after.handlers == {15, 16}
    again = replace(earlier, handlers=frozenset({15, 16}))
    assert decide(again, MoveName.FINISH, world.OFFICER, photos, LATER).after.handlers == {15, 16}


def test_a_person_counts_where_somebody_is_sent_and_units_where_they_are_called_for_support() -> None:
    others = Inputs(text="因为如此", person=world.CHECKER, units=(world.DIVISION,))
    accepted = decide(world.with_the_team(), MoveName.ACCEPT, world.OFFICER, others, LATER)
    assert (accepted.after.handler_id, accepted.support) == (15, ())
    sent = decide(
        world.reported(), MoveName.SEND_TO_VERIFY, world.OPERATOR, replace(others, person=world.OFFICER), LATER
    )
    assert sent.after.verifier_id == 15
    with_squad = in_state(CaseState.DISPATCHED, owner=world.SQUAD)
    called = decide(with_squad, MoveName.REQUEST_SUPPORT, world.SQUAD_LEADER, others, LATER)
    assert (called.support, called.after.handler_id) == ((world.DIVISION,), None)


def test_the_desk_does_not_dispatch_to_itself_and_a_squad_not_to_anothers_team() -> None:
    registered = replace(world.verified(), state=CaseState.REGISTERED)
    with pytest.raises(errors.WrongUnit):
        decide(registered, MoveName.DISPATCH, world.DISPATCHER, Inputs(unit=world.DESK), LATER)
    with_squad = in_state(CaseState.DISPATCHED, owner=world.SQUAD)
    with pytest.raises(errors.WrongUnit):
        decide(with_squad, MoveName.HAND_DOWN, world.SQUAD_LEADER, replace(WORDS, unit=world.OTHER_TEAM), LATER)


def test_without_a_squad_above_nothing_is_handed_up() -> None:
    alone = replace(world.with_the_team(), chain=Chain(team=world.TEAM, desk=world.DESK))
    with pytest.raises(errors.WrongUnit):
        decide(alone, MoveName.HAND_UP, world.OFFICER, WORDS, LATER)
    assert climb(alone, Stage.HANDLE) is None


def test_a_broken_stage_climbs_where_the_table_lets_it_and_a_broken_total_never() -> None:
    assert climb(world.with_the_team(), Stage.HANDLE) is not None
    assert climb(world.with_the_team(), Stage.TOTAL) is None
    assert climb(in_state(CaseState.DISPATCHED, owner=world.CONTRACTOR), Stage.HANDLE) is None
    assert climb(in_state(CaseState.HANDLED), Stage.CHECK) is None


def test_an_old_check_does_not_close_new_work() -> None:
    checked = in_state(CaseState.CHECKED, handled_at=LATER, checked_at=NOW, checker_id=14, handler_id=15)
    with pytest.raises(errors.NotChecked):
        decide(checked, MoveName.CLOSE, world.SUPERVISOR, WORDS, LATER)


def test_feedback_speaks_from_the_level_of_the_one_who_gives_it() -> None:
    decision = decide(world.with_the_team(), MoveName.FEED_BACK, world.SQUAD_LEADER, WORDS, LATER)
    assert [one.level for one in decision.feedback] == [Level.GRID_TEAM, Level.INFORMATION_OFFICER]
    citizens = decide(world.reported(), MoveName.FEED_BACK, world.OPERATOR, WORDS, LATER)
    assert citizens.feedback[-1] is REPORTER
    with pytest.raises(errors.NotYourCase):
        decide(world.with_the_team(), MoveName.FEED_BACK, world.NEIGHBOUR, WORDS, LATER)


def test_levels_that_nobody_answers_for_are_not_told() -> None:
    bare = replace(world.reported(), chain=Chain(desk=world.DESK))
    assert [one.level for one in levels_below(bare, Level.BRIGADE)] == [Level.DESK]
    assert levels_below(bare, Level.DESK) == ()


def test_those_who_must_move_it_on_are_called() -> None:
    assert calls_on_opening(world.reported()) == (Call(unit_id=world.DESK.id, permission=Permission.INTAKE_REGISTER),)
    assert calls_on_opening(world.with_the_team()) == (Call(unit_id=world.TEAM.id, permission=Permission.CASE_HANDLE),)


def test_an_alarm_calls_who_holds_the_case_up_and_the_next_level() -> None:
    units = {
        world.TEAM: {world.TEAM.id, world.SQUAD.id},
        world.SQUAD: {world.SQUAD.id, world.DESK.id},
        world.CONTRACTOR: {world.CONTRACTOR.id, world.DESK.id, world.BRIGADE.id},
        world.DIVISION: {world.DIVISION.id, world.BRIGADE.id},
        world.BRIGADE: {world.BRIGADE.id},
    }
    for owner, called in units.items():
        situation = in_state(CaseState.HANDLING, owner=owner)
        assert {call.unit_id for call in calls_on_alarm(situation)} == called
    checking = in_state(CaseState.CHECKING, checker_id=14)
    assert Call(user_id=14) in calls_on_alarm(checking)
    assert {call.unit_id for call in calls_on_alarm(checking)} == {None, world.DESK.id, world.BRIGADE.id}


def test_a_move_calls_its_audience_and_everybody_who_is_fed_back_to() -> None:
    situation = in_state(CaseState.DISPATCHED, owner=world.BRIGADE)
    decision = decide(situation, MoveName.HAND_DOWN, world.LEADER, WORDS, LATER)
    called = [(call.unit_id, call.permission) for call in calls_of(decision)]
    assert called[0] == (world.DESK.id, Permission.CASE_DISPATCH)
    assert called[-1] == (world.TEAM.id, Permission.CASE_VERIFY)
    support = in_state(CaseState.DISPATCHED, owner=world.SQUAD)
    asked = decide(
        support, MoveName.REQUEST_SUPPORT, world.SQUAD_LEADER, replace(WORDS, units=(world.DIVISION,)), LATER
    )
    assert [call.unit_id for call in calls_of(asked)] == [world.DIVISION.id]


def test_replaying_the_plain_changes_gives_the_moving_part() -> None:
    first = world.with_the_team()
    second = decide(first, MoveName.ACCEPT, world.OFFICER, Inputs(), LATER)
    steps = [history.plain(history.first_changes(first)), history.plain(second.changes)]
    assert history.replayed(steps) == history.plain(history.first_changes(second.after))


def test_numbers_are_short_for_people_and_long_for_exchange() -> None:
    number = short_number(date(2026, 3, 2), 7)
    assert number == "20260302-00007"
    assert long_number("320205", "E0112", number) == "320205E01122026030200007"
