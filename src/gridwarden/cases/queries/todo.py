"""What somebody has to do now: one question to the table for each duty."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.cases.domain.requests import RULED_BY
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.queries import turned
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.platform.access import Actor

S = CaseState


class Todo(StrEnum):
    """The duties of all roles, in the order of a case's way."""

    ANSWER = "answer"
    VERIFY = "verify"
    REGISTER = "register"
    DISPATCH = "dispatch"
    ACCEPT = "accept"
    HANDLE = "handle"
    SEND_TO_CHECK = "send_to_check"
    CHECK = "check"
    CLOSE = "close"
    #: Beside a case's way: requests that wait for a ruling, orders that wait for an answer or a sign-off.
    RULE = "rule"
    REPLY = "reply"
    SIGN_OFF = "sign_off"


def _of_my_unit(actor: Actor, *states: CaseState) -> Q:
    return Q(state__in=[state.value for state in states], owner_unit=actor.unit_id)


def _at_the_desk(*states: CaseState) -> Callable[[Actor], Q]:
    return lambda _actor: Q(state__in=[state.value for state in states])


_PARTS_DONE = Q(state=S.PARTED.value, open_parts=0, closed_parts__gt=0)
_DUTIES: dict[Todo, tuple[Permission, Callable[[Actor], Q]]] = {
    Todo.ANSWER: (Permission.INTAKE_REGISTER, _at_the_desk(S.REPORTED)),
    Todo.VERIFY: (Permission.CASE_VERIFY, lambda actor: Q(state=S.VERIFYING.value, verifier=actor.user_id)),
    Todo.REGISTER: (Permission.CASE_REGISTER, _at_the_desk(S.VERIFIED)),
    Todo.DISPATCH: (Permission.CASE_DISPATCH, _at_the_desk(S.REGISTERED)),
    Todo.ACCEPT: (Permission.CASE_HANDLE, lambda actor: _of_my_unit(actor, S.DISPATCHED)),
    Todo.HANDLE: (Permission.CASE_HANDLE, lambda actor: _of_my_unit(actor, S.HANDLING)),
    Todo.SEND_TO_CHECK: (Permission.CASE_DISPATCH, _at_the_desk(S.HANDLED)),
    Todo.CHECK: (Permission.CASE_CHECK, lambda actor: Q(state=S.CHECKING.value, checker=actor.user_id)),
    Todo.CLOSE: (Permission.CASE_CLOSE, lambda _actor: Q(state=S.CHECKED.value) | _PARTS_DONE),
}


def duties_of(actor: Actor) -> dict[Todo, Q]:
    """Return the duties that ``actor`` has, each with the cases that wait for it."""
    steps = {todo: waits(actor) for todo, (permission, waits) in _DUTIES.items() if actor.may(permission)}
    return steps | _beside(actor)


def _beside(actor: Actor) -> dict[Todo, Q]:
    found: dict[Todo, Q] = {}
    if any(actor.may(permission) for permission in RULED_BY.values()):
        found[Todo.RULE] = turned.awaits_ruling(actor)
    if actor.may(Permission.CASE_HANDLE) or actor.may(Permission.CASE_DISPATCH):
        found[Todo.REPLY] = turned.awaits_reply(actor)
    if actor.may(Permission.CASE_SUPERVISE):
        found[Todo.SIGN_OFF] = turned.awaits_sign_off()
    return found


def all_of(actor: Actor) -> Q:
    """Return the cases in which anything waits for ``actor``; none for those without a duty."""
    waiting = Q(pk__in=[])
    for condition in duties_of(actor).values():
        waiting |= condition
    return waiting
