"""What somebody may ask for or order about a case now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.extensions import check_extendable, check_in_time
from gridwarden.cases.domain.requests import Standing, Turn
from gridwarden.cases.domain.states import ENDED, IN_HAND, CaseState
from gridwarden.cases.models import Clock, Request
from gridwarden.cases.queries.appeals import answerable, appealed
from gridwarden.cases.queries.clocks import value_of
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gridwarden.cases.models import Case
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class Offers:
    """Which requests are open to somebody, and whether an order is."""

    turns: tuple[Turn, ...]
    order: bool


def of_case(actor: Actor, case: Case, now: datetime) -> Offers:
    """Return what ``actor`` may ask for; at most three SQL statements, none for those who only look on."""
    state = CaseState(case.state)
    order = actor.may(Permission.CASE_SUPERVISE) and state not in ENDED
    turns: tuple[Turn, ...] = ()
    if actor.may(Permission.CASE_HANDLE):
        in_hand = state in IN_HAND and actor.unit_id == case.owner_unit_id
        turns = _in_hand(case, now) if in_hand else _closed(actor, case) if state is CaseState.CLOSED else ()
    return Offers(turns, order)


def _in_hand(case: Case, now: datetime) -> tuple[Turn, ...]:
    clock = (
        Clock.objects.filter(case=case, stage=Stage.HANDLE.value, stopped_at=None).prefetch_related("pauses").first()
    )
    value = value_of(clock) if clock else None
    asked = list(Request.objects.filter(case=case).values_list("turn", "standing"))
    waiting = {turn for turn, standing in asked if standing == Standing.WAITING.value}
    extended = asked.count((Turn.EXTENSION.value, Standing.GRANTED.value))
    allowed = {
        Turn.EXTENSION: _passes(lambda: check_extendable(value, granted=extended, at=now)),
        Turn.SUSPENSION: not case.suspend_count and _passes(lambda: check_in_time(value, now)),
    }
    return tuple(turn for turn, is_allowed in allowed.items() if is_allowed and turn.value not in waiting)


def _passes(check: Callable[[], object]) -> bool:
    try:
        check()
    except Refusal:
        return False
    return True


def _closed(actor: Actor, case: Case) -> tuple[Turn, ...]:
    """An appeal, if the unit had the case when its limit broke and nobody has appealed against that."""
    clocks = {pk for pk, unit_id in answerable(case.pk).items() if unit_id == actor.unit_id}
    if not clocks:
        return ()
    return (Turn.APPEAL,) if clocks - appealed(clocks) else ()
