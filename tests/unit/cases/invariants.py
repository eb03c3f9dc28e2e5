"""What must hold of every case at every place and along every passage, as named checks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.sources import awaits_answer
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.platform.access import Permission
from gridwarden.workforce.domain.units import UnitKind
from tests.unit.cases import world

if TYPE_CHECKING:
    from gridwarden.cases.domain.situation import Situation
    from tests.unit.cases.explorer import Passage, Place

S = CaseState
OPEN = set(S) - {S.CLOSED, S.CANCELLED, S.REFUSED, S.MERGED}
#: The one stage whose clock runs in each open state.
RUNNING = {
    S.REPORTED: Stage.REGISTER,
    S.VERIFYING: Stage.VERIFY,
    S.VERIFIED: Stage.REGISTER,
    S.REGISTERED: Stage.DISPATCH,
    S.DISPATCHED: Stage.HANDLE,
    S.HANDLING: Stage.HANDLE,
    S.HANDLED: Stage.CHECK,
    S.CHECKING: Stage.CHECK,
    S.CHECKED: Stage.CLOSE,
}
LEVELS = {
    UnitKind.GRID_TEAM: 2,
    UnitKind.SQUADRON: 3,
    UnitKind.DESK: 4,
    UnitKind.CONTRACTOR: 4,
    UnitKind.BRIGADE: 5,
    UnitKind.DIVISION: 5,
}
UNCHECKED = {"forced", "parts"}
WORK = {MoveName.ACCEPT, MoveName.FINISH, MoveName.RETURN_DISPATCH}
UNTIL_REGISTERED = {S.REPORTED, S.VERIFYING, S.VERIFIED, S.REFUSED}


def i1_one_owner_and_one_level(situation: Situation) -> None:
    assert situation.level == LEVELS[situation.owner.kind]
    if situation.state in UNTIL_REGISTERED | {S.REGISTERED, S.PARTED}:
        assert situation.owner.kind is UnitKind.DESK
    elif situation.state not in {S.CANCELLED, S.MERGED} and situation.closed_how not in UNCHECKED:
        assert situation.owner.kind is not UnitKind.DESK


def i5_closed_only_after_a_later_check(situation: Situation) -> None:
    assert (situation.closed_how != "") == (situation.state is S.CLOSED)
    if situation.closed_how in UNCHECKED:
        assert situation.checker_id is None, "nobody claims a check"
    elif situation.state is S.CLOSED:
        assert situation.handled_at is not None
        assert situation.checked_at is not None
        assert situation.checked_at >= situation.handled_at
        assert situation.closed_at is not None


def i6_the_checker_had_no_hand_in_the_work(situation: Situation, contractors: set[int]) -> None:
    if situation.state in {S.CHECKING, S.CHECKED} or situation.closed_how == "checked":
        assert situation.checker_id is not None
        assert situation.checker_id not in situation.handlers
        assert situation.checker_id not in contractors
    if situation.handler_id is not None:
        assert situation.handler_id in situation.handlers


def i7_no_contractor_says_what_is_there(situation: Situation, contractors: set[int]) -> None:
    if situation.verifier_id is not None:
        assert situation.verifier_id not in contractors


def people_are_named_while_they_are_needed(situation: Situation) -> None:
    assert (situation.verifier_id is not None) or situation.state is not S.VERIFYING
    if situation.state in {S.HANDLING, S.HANDLED, S.CHECKING, S.CHECKED} or situation.closed_how == "checked":
        assert situation.handler_id is not None
    if situation.state not in UNTIL_REGISTERED | {S.CANCELLED, S.MERGED}:
        assert situation.registered_at is not None or situation.dispatched_at is not None
        assert situation.condition_id is not None


def i9_one_stage_runs_while_the_case_is_open(place: Place) -> None:
    state, clocks = place.situation.state, dict(place.clocks)
    if state not in OPEN:
        assert clocks == {}
        return
    running = {stage for stage, runs in clocks.items() if runs}
    if state is S.SUSPENDED:
        assert running == set(), "nothing counts while the case is put aside"
    elif state is S.PARTED:
        assert running == {Stage.TOTAL}
    else:
        assert running == {Stage.TOTAL, RUNNING[state]}


def what_is_put_aside_or_merged_says_so(situation: Situation) -> None:
    assert (situation.suspended_until is not None) == (situation.state is S.SUSPENDED)
    assert situation.suspend_count <= 1
    assert (situation.merged_into_id is not None) == (situation.state is S.MERGED)


def check_place(place: Place, contractors: set[int]) -> None:
    i1_one_owner_and_one_level(place.situation)
    i5_closed_only_after_a_later_check(place.situation)
    i6_the_checker_had_no_hand_in_the_work(place.situation, contractors)
    i7_no_contractor_says_what_is_there(place.situation, contractors)
    people_are_named_while_they_are_needed(place.situation)
    i9_one_stage_runs_while_the_case_is_open(place)
    what_is_put_aside_or_merged_says_so(place.situation)


def i2_up_and_down_one_level(passage: Passage) -> None:
    before, after, name = passage.before.situation, passage.decision.after, passage.decision.row.name
    step = {MoveName.HAND_UP: 1, MoveName.HAND_DOWN: -1}.get(name)
    if step is not None:
        assert after.level - before.level == step
        assert after.handler_id is None
    told = [one.level for one in passage.decision.feedback if one.level]
    assert told == [Level(number) for number in range(len(told), 0, -1)]
    if name is MoveName.HAND_DOWN:
        assert len(told) == before.level - 1
    if name in {MoveName.CLOSE, MoveName.FORCE_CLOSE}:
        assert len(told) >= 3


def i3_the_step_says_all_that_changed(passage: Passage) -> None:
    decision = passage.decision
    assert replace(decision.before, **decision.changes) == decision.after


def i4_time_does_not_go_back(passage: Passage) -> None:
    assert passage.decision.after.moved_at >= passage.decision.before.moved_at


def i7_contractors_only_work(passage: Passage) -> None:
    if passage.actor.is_contractor:
        assert passage.decision.row.name in WORK
        assert passage.actor.unit_id == passage.before.situation.owner.id


def i8_rework_goes_back_to_the_same_hands(passage: Passage) -> None:
    decision = passage.decision
    if decision.row.name is not MoveName.FAIL_CHECK:
        assert decision.after.rework_count == decision.before.rework_count
        return
    assert decision.after.state is S.DISPATCHED
    assert decision.after.owner == decision.before.owner
    assert decision.after.rework_count == decision.before.rework_count + 1
    assert decision.after.checker_id is None
    assert (Stage.HANDLE, False) in passage.before.clocks
    assert (Stage.HANDLE, True) in passage.after.clocks


def i13_the_reporter_is_answered(passage: Passage) -> None:
    name = passage.decision.row.name
    answered = any(one.is_reporter for one in passage.decision.feedback)
    waits = awaits_answer(passage.before.situation.source)
    owed = {
        MoveName.REGISTER,
        MoveName.REFUSE,
        MoveName.CLOSE,
        MoveName.CANCEL,
        MoveName.REOPEN,
        MoveName.FEED_BACK,
        MoveName.FORCE_CLOSE,
        MoveName.MERGE,
        MoveName.UNMERGE,
    }
    assert answered == (waits and name in owed)


def i15_work_is_proved_by_photos(passage: Passage) -> None:
    inputs, name = passage.decision.inputs, passage.decision.row.name
    if passage.after.situation.state is S.HANDLED and passage.before.situation.state is not S.HANDLED:
        assert inputs.photos_after >= 1
    if name is MoveName.HANDLE_ON_THE_SPOT:
        assert inputs.photos_before + passage.before.situation.photos_before >= 1
    if name is MoveName.PASS_CHECK:
        assert inputs.photos_check >= 1


def i21_a_reopened_case_starts_at_the_desk(passage: Passage) -> None:
    decision = passage.decision
    if decision.row.name is not MoveName.REOPEN:
        assert decision.after.reopen_count == decision.before.reopen_count
        return
    after = decision.after
    assert after.reopen_count == decision.before.reopen_count + 1
    assert (after.state, after.owner.kind) == (S.REGISTERED, UnitKind.DESK)
    assert (after.checker_id, after.checked_at, after.handled_at, after.closed_at) == (None, None, None, None)


def nobody_acts_beyond_permission_unit_or_district(passage: Passage) -> None:
    row, actor, before = passage.decision.row, passage.actor, passage.before.situation
    assert actor.may(row.permission)
    assert actor.district_id == before.district_id
    name = row.name
    if actor.user_id is None:
        assert name in {MoveName.HAND_UP, MoveName.RESUME}
    elif name in WORK | {MoveName.HAND_UP, MoveName.HAND_DOWN, MoveName.HANDLE_ON_THE_SPOT, MoveName.REQUEST_SUPPORT}:
        assert actor.unit_id == before.owner.id
    elif name in {MoveName.CONFIRM, MoveName.DENY}:
        assert actor.user_id == before.verifier_id
    elif name in {MoveName.PASS_CHECK, MoveName.FAIL_CHECK}:
        assert actor.user_id == before.checker_id
        assert actor.user_id not in before.handlers
        assert not (actor.unit_id == before.owner.id and actor.may(Permission.CASE_HANDLE))


def a_dispatch_sends_the_case_to_a_unit_that_can_do_it(passage: Passage) -> None:
    decision = passage.decision
    if decision.row.name is MoveName.HAND_DOWN and decision.before.level is Level.SQUAD:
        assert decision.after.owner.parent_id == decision.before.owner.id
    if decision.row.name is MoveName.DISPATCH:
        assert decision.after.owner == decision.inputs.unit
        assert decision.after.owner.kind is not UnitKind.DESK
    if decision.after.state is S.DISPATCHED and decision.after.owner != decision.before.owner:
        assert decision.after.dispatched_at == decision.at


def the_brigade_alone_closes_by_order_and_by_paper(passage: Passage) -> None:
    if passage.decision.row.name is MoveName.FORCE_CLOSE:
        assert passage.actor.may(Permission.CASE_FORCE_CLOSE)
        assert passage.actor.unit_id == world.BRIGADE.id
        assert passage.decision.inputs.photos_paper >= 1
        assert passage.decision.after.closed_how == "forced"


def nothing_is_done_while_the_case_is_put_aside(passage: Passage) -> None:
    if passage.before.situation.state is S.SUSPENDED:
        allowed = {MoveName.RESUME, MoveName.FEED_BACK, MoveName.CANCEL, MoveName.FORCE_CLOSE, MoveName.MERGE}
        assert passage.decision.row.name in allowed
    if passage.decision.row.name is MoveName.SUSPEND:
        assert passage.before.situation.suspend_count == 0


PASSAGE_CHECKS = (
    i2_up_and_down_one_level,
    i3_the_step_says_all_that_changed,
    i4_time_does_not_go_back,
    i7_contractors_only_work,
    i8_rework_goes_back_to_the_same_hands,
    i13_the_reporter_is_answered,
    i15_work_is_proved_by_photos,
    i21_a_reopened_case_starts_at_the_desk,
    nobody_acts_beyond_permission_unit_or_district,
    a_dispatch_sends_the_case_to_a_unit_that_can_do_it,
    the_brigade_alone_closes_by_order_and_by_paper,
    nothing_is_done_while_the_case_is_put_aside,
)


def check_passage(passage: Passage) -> None:
    for check in PASSAGE_CHECKS:
        check(passage)
