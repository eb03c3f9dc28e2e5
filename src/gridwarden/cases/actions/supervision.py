"""Issue supervision orders, answer them, sign them off (督办)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import _clocks, _records, _requests
from gridwarden.cases.domain.errors import CaseNotFound, InputMissing, MoveNotAllowed
from gridwarden.cases.domain.escalation import Call, workers
from gridwarden.cases.domain.states import ENDED, CaseState
from gridwarden.cases.domain.supervision import (
    OrderMovedOn,
    OrderNotFound,
    OrderState,
    Urgency,
    check_replier,
    check_reply_by,
    warned_at,
)
from gridwarden.cases.events import CaseTurned
from gridwarden.cases.models import Case, Demand, Order
from gridwarden.cases.queries.chains import case_unit
from gridwarden.platform.access import Permission, system_for
from gridwarden.platform.events.bus import publish
from gridwarden.platform.timers import clockwork
from gridwarden.platform.timers.clockwork import Ring

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

WARN, DUE = "case.order_warn", "case.order_due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """How an order stands after something was done with it."""

    order_id: int
    case_id: int
    state: OrderState
    due_at: datetime | None


@transaction.atomic
def issue(*, by: Actor, at: datetime, case_id: int, urgency: Urgency, requirement: str, reply_by: datetime) -> Ordered:
    """Demand something of the unit that has an open case, to be answered by ``reply_by``."""
    by.require(Permission.CASE_SUPERVISE)
    case = _requests.locked_case(by, case_id)
    if CaseState(case.state) in ENDED:
        raise MoveNotAllowed("The case has ended.")
    at = _requests.booked(case, at)
    order = Order(
        case=case,
        urgency=urgency.value,
        issued_by_id=by.user_id,
        issued_by_name=by.name,
        issued_unit_id=by.unit_id,
        at=at,
    )
    _demand(case, order, 1, requirement, reply_by, by=by, at=at)
    return _ordered(order)


@transaction.atomic
def reply(*, by: Actor, at: datetime, order_id: int, text: str) -> Ordered:
    """Answer the demand for the unit that has the case."""
    case, order = _find(by, order_id)
    check_replier(by, case.owner_unit_id)
    at = _requests.booked(case, at)
    _move(order, OrderState.DEMANDED, state=OrderState.REPLIED.value, warn_at=None, due_at=None)
    Demand.objects.filter(order=order, replied_at=None).update(
        reply=_words(text), replied_by=by.user_id, replied_by_name=by.name, replied_at=at
    )
    clockwork.cancel([WARN, DUE], order.pk)
    _tell(case, order, "replied", [_issuers(order)], by=by, at=at)
    return _ordered(order)


@transaction.atomic
def demand_again(*, by: Actor, at: datetime, order_id: int, requirement: str, reply_by: datetime) -> Ordered:
    """Find the answer wanting, and demand another."""
    by.require(Permission.CASE_SUPERVISE)
    case, order = _find(by, order_id)
    if order.state != OrderState.REPLIED.value:
        raise OrderMovedOn("There is no answer to be found wanting.")
    number = Demand.objects.filter(order=order).count() + 1
    _demand(case, order, number, requirement, reply_by, by=by, at=_requests.booked(case, at))
    return _ordered(order)


@transaction.atomic
def sign_off(*, by: Actor, at: datetime, order_id: int, note: str = "") -> Ordered:
    """End an order: its answer satisfies, or the case has ended before one came."""
    by.require(Permission.CASE_SUPERVISE)
    case, order = _find(by, order_id)
    ended = CaseState(case.state) in ENDED
    at = _requests.booked(case, at)
    standing = OrderState(order.state) if ended else OrderState.REPLIED
    _move(
        order, standing, state=OrderState.SIGNED_OFF.value, warn_at=None, due_at=None,
        signed_off_at=at, signed_off_by_name=by.name, note=note.strip(),
    )  # fmt: skip
    clockwork.cancel([WARN, DUE], order.pk)
    _tell(case, order, "signed_off", [_owners(case)], by=by, at=at)
    return _ordered(order)


@transaction.atomic
def remind(*, ring: Ring, at: datetime) -> None:
    """Call the unit because the time to reply runs out, or has run out; then those who gave the order as well."""
    cases = Case.objects.select_for_update(skip_locked=True, of=("self",)).select_related("owner_unit")
    case = cases.filter(orders=ring.subject_id).first()
    if case is None:
        clockwork.schedule([_clocks.later(ring, at)])
        return
    order = Order.objects.get(pk=ring.subject_id)
    if order.state != OrderState.DEMANDED.value or order.revision != ring.version:
        return
    at = _requests.booked(case, at)
    is_late = ring.kind == DUE
    if is_late:
        Demand.objects.filter(order=order, replied_at=None).update(overdue_at=order.due_at)
    calls = [_owners(case), *([_issuers(order)] if is_late else [])]
    _tell(case, order, "overdue" if is_late else "nearly_due", calls, by=system_for(case.district_id), at=at)


def rings_of(order: Order) -> list[Ring]:
    """Return the timers that an order wants while it waits for an answer."""
    moments = {WARN: order.warn_at, DUE: order.due_at}
    return [
        Ring(district_id=order.case.district_id, kind=kind, subject_id=order.pk, due_at=moment, version=order.revision)
        for kind, moment in moments.items()
        if moment is not None
    ]


def _demand(
    case: Case, order: Order, number: int, requirement: str, reply_by: datetime, *, by: Actor, at: datetime
) -> None:
    check_reply_by(reply_by, at)
    text = _words(requirement)
    order.state, order.warn_at, order.due_at = OrderState.DEMANDED.value, warned_at(at, reply_by), reply_by
    order.revision += 1
    order.save()
    Demand.objects.create(order=order, number=number, text=text, at=at, due_at=reply_by)
    clockwork.schedule(rings_of(order))
    _tell(case, order, "issued" if number == 1 else "demanded_again", [_owners(case)], by=by, at=at)


def _find(by: Actor, order_id: int) -> tuple[Case, Order]:
    found = Order.objects.filter(pk=order_id).first()
    if found is None:
        raise OrderNotFound("There is no such order.")
    try:
        case = _requests.locked_case(by, found.case_id)
    except CaseNotFound as error:
        raise OrderNotFound("There is no such order.") from error
    return case, Order.objects.select_for_update().select_related("case").get(pk=order_id)


def _move(order: Order, standing: OrderState, **columns: object) -> None:
    here = Order.objects.filter(pk=order.pk, state=standing.value, revision=order.revision)
    if not here.update(revision=order.revision + 1, **columns):
        raise OrderMovedOn("The order does not stand where this step begins.")
    order.refresh_from_db()


def _words(text: str) -> str:
    if not text.strip():
        raise InputMissing("Something that this step needs is missing.", text="missing")
    return text.strip()


def _owners(case: Case) -> Call:
    return workers(case_unit(case.owner_unit))


def _issuers(order: Order) -> Call:
    return Call(user_id=order.issued_by_id)


def _tell(case: Case, order: Order, what: str, calls: list[Call], *, by: Actor, at: datetime) -> None:
    _records.book(case, at)
    key = f"order:{order.pk}:{order.revision}:{what}"
    params = {"urgency": order.urgency, "due_at": order.due_at.isoformat() if order.due_at else ""}
    _records.call(case, calls, kind=f"case.order_{what}", key=key, at=at, by=by, params=params)
    publish(CaseTurned(**_records.facts_of(case, at), turn="order", what=what, when=at.isoformat()))
    _records.audit(case, f"case.order_{what}", by=by, at=at, order=order.pk, urgency=order.urgency)


def _ordered(order: Order) -> Ordered:
    return Ordered(order_id=order.pk, case_id=order.case_id, state=OrderState(order.state), due_at=order.due_at)
