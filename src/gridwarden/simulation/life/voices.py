"""Reporters get their answers, and are called back: once a day, for everything that ended since."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Step
from gridwarden.intake.actions import answers, calls
from gridwarden.intake.actions.calls import Noted
from gridwarden.intake.domain.answers import FINAL_MOVES, AnswerState
from gridwarden.intake.domain.calls import Direction, Outcome
from gridwarden.intake.models import Answer, Report
from gridwarden.platform.access import Role
from gridwarden.platform.refusals import Refusal
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.models import LivedCase
from gridwarden.simulation.people import units

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

    from gridwarden.simulation.life.world import World

#: Approved so long after the closing, and called back so long after that.
_READ, _CALLED = timedelta(minutes=12), timedelta(hours=2)
#: Shares of reporters who are called back, who do not answer, and who are not satisfied.
_CALLS, _AWAY, _UNHAPPY = 0.6, 0.12, 0.05


def answer_all(world: World, *, at: datetime) -> int:
    """Answer the reporters of everything that ended since the last time; return how many cases that were."""
    lived = LivedCase.objects.values("case")
    reported = Report.objects.filter(district=world.district_id, case__in=lived).values("case")
    ended = Step.objects.filter(case__in=reported, move__in=FINAL_MOVES, at__gte=at - timedelta(days=2), at__lt=at)
    # A worker beside us may have written down what was said; it waits for somebody's word all the same.
    ruled = Answer.objects.filter(case__in=reported, step_id__isnull=False).exclude(state=AnswerState.DRAFTED.value)
    answered = set(ruled.values_list("step_id", flat=True))
    fresh = [
        step for step in ended.select_related("case").defer("case__search").order_by("pk") if step.pk not in answered
    ]
    for step in fresh:
        _answer(step, world, at)
    return len(fresh)


def _answer(step: Step, world: World, at: datetime) -> None:
    chance = chance_of(world.seed, "voice", step.case.number, step.seq)
    answers.ended(case_id=step.case_id, step_id=step.pk, move=step.move, text=step.note, at=step.at)
    answer = Answer.objects.get(step_id=step.pk)
    leader = world.cast.actor(world.cast.in_unit(units.BRIGADE, Role.BRIGADE_LEADER, chance), at)
    approved_at = min(step.at + _READ, at)
    answers.approve(by=leader, at=approved_at, answer_id=answer.pk)
    if step.move == "close" and CaseState(step.case.state) is CaseState.CLOSED:
        _call_back(step, world, min(approved_at + _CALLED, at), chance)


def _call_back(step: Step, world: World, at: datetime, chance: Random) -> None:
    operator = world.cast.actor(world.cast.in_unit(units.DESK, Role.DESK_OPERATOR, chance), at)
    for report in Report.objects.filter(case=step.case_id).exclude(phone_index=b"").order_by("pk"):
        if chance.random() >= _CALLS:
            continue
        call = _outcome(chance)
        try:
            calls.log(by=operator, at=at, report_id=report.pk, call=call)
        except Refusal:
            continue  # the reporter has answered on the page meanwhile


def _outcome(chance: Random) -> Noted:
    lot = chance.random()
    if lot < _AWAY:
        return Noted(direction=Direction.OUT, outcome=Outcome.NO_ANSWER)
    if lot < _AWAY + _UNHAPPY:
        return Noted(direction=Direction.OUT, outcome=Outcome.NOT_SATISFIED, note="希望加强日常巡查，避免反复。")
    return Noted(direction=Direction.OUT, outcome=Outcome.SATISFIED, note="表示满意。")
