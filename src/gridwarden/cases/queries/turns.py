"""The hard turns of cases: requests, orders, returns, and cases that belong together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.cases.domain.deadlines import light
from gridwarden.cases.domain.requests import RequestNotFound, Standing, Station, Turn
from gridwarden.cases.domain.states import ENDED, CaseState
from gridwarden.cases.domain.supervision import OrderNotFound, OrderState, Urgency
from gridwarden.cases.models import Case, DispatchReturn, Evidence, Order, Request
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.cases.queries import rivals, visibility
from gridwarden.cases.queries.turn_rows import DemandRow, KinRow, OrderRow, RequestRow, ReturnRow, RulingRow
from gridwarden.cases.queries.turned import ruled_by
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.cases.queries.rivals import Kept
    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page

_CASE = ("case", "unit")
_HEAVY = ("case__search",)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTurns:
    """Everything beside the moves of one case."""

    requests: tuple[RequestRow, ...]
    orders: tuple[OrderRow, ...]
    parts: tuple[KinRow, ...]
    merged: tuple[KinRow, ...]
    whole: KinRow | None
    goes_on_in: KinRow | None


def of_case(actor: Actor, case_id: int, now: datetime) -> CaseTurns:
    """Return the hard turns of a case in the actor's sight; at most nine SQL statements."""
    case = visibility.get(actor, case_id)
    kin = _kin(actor, case, now)
    return CaseTurns(
        requests=tuple(_requests(actor, rivals.own_requests(actor, Request.objects.filter(case=case)))),
        orders=tuple(_orders(actor, Order.objects.filter(case=case), now)),
        parts=tuple(row for row, other in kin if other.parent_id == case.pk),
        merged=tuple(row for row, other in kin if other.merged_into_id == case.pk),
        whole=next((row for row, other in kin if other.pk == case.parent_id), None),
        goes_on_in=next((row for row, other in kin if other.pk == case.merged_into_id), None),
    )


def request(actor: Actor, request_id: int) -> RequestRow:
    """Return one request in the actor's sight, or refuse as if there were none."""
    found = next(iter(_requests(actor, _in_sight(actor, Request.objects.filter(pk=request_id)))), None)
    if found is None:
        raise RequestNotFound("There is no such request.")
    return found


def order(actor: Actor, order_id: int, now: datetime) -> OrderRow:
    """Return one order in the actor's sight, or refuse as if there were none."""
    found = next(iter(_orders(actor, _orders_in_sight(actor).filter(pk=order_id), now)), None)
    if found is None:
        raise OrderNotFound("There is no such order.")
    return found


def requests(
    actor: Actor, *, turn: Turn | None = None, waiting: bool = False, cursor: str | None = None, size: int = 50
) -> Page[RequestRow]:
    """Return the requests in sight, newest first; ``waiting`` keeps those that wait for the actor; one statement."""
    found = _in_sight(actor, Request.objects.all())
    if turn:
        found = found.filter(turn=turn.value)
    if waiting:
        found = found.filter(ruled_by(actor))
    page = paging.page(found.select_related(*_CASE).defer(*_HEAVY), order=("-at", "-id"), cursor=cursor, size=size)
    return page.map(lambda row: _request(row, actor))


def count_waiting(actor: Actor) -> int:
    """Return how many requests wait for the actor; one SQL statement."""
    return Request.objects.filter(ruled_by(actor), case__district=actor.district_id).count()


def orders(
    actor: Actor, now: datetime, *, open_only: bool = False, cursor: str | None = None, size: int = 50
) -> Page[OrderRow]:
    """Return the supervision orders in sight, newest first; one SQL statement."""
    found = _orders_in_sight(actor)
    if open_only:
        found = found.exclude(state=OrderState.SIGNED_OFF.value)
    found = found.select_related("case__owner_unit").defer(*_HEAVY)
    return paging.page(found, order=("-at", "-id"), cursor=cursor, size=size).map(lambda row: _order(row, actor, now))


def returns(actor: Actor, *, cursor: str | None = None, size: int = 50) -> Page[ReturnRow]:
    """Return the returns of wrong dispatches in sight, newest first; one SQL statement."""
    seen = Case.objects.visible_to(actor).filter(return_count__gt=0).values("pk")
    found = DispatchReturn.objects.filter(case__in=seen).select_related(
        "case__owner_unit", "unit", "proposed_unit", "step"
    )
    if actor.is_contractor:
        found = found.filter(unit__in=actor.unit_ids)
    return paging.page(found.defer(*_HEAVY), order=("-at", "-id"), cursor=cursor, size=size).map(_return)


def _in_sight(actor: Actor, found: QuerySet[Request]) -> QuerySet[Request]:
    return rivals.own_requests(actor, found.filter(case__in=Case.objects.visible_to(actor).values("pk")))


def _orders_in_sight(actor: Actor) -> QuerySet[Order]:
    return Order.objects.filter(case__in=Case.objects.visible_to(actor).values("pk"))


def _requests(actor: Actor, found: QuerySet[Request]) -> Iterable[RequestRow]:
    mine = set(found.filter(ruled_by(actor)).values_list("pk", flat=True))
    rows = found.select_related(*_CASE).defer(*_HEAVY).prefetch_related("rulings", "proofs").order_by("-at", "-id")
    return [_request(row, actor, is_whole=True, is_mine=row.pk in mine) for row in rows]


def _request(row: Request, actor: Actor, *, is_whole: bool = False, is_mine: bool = False) -> RequestRow:
    return RequestRow(
        id=row.pk,
        case_id=row.case_id,
        number=row.case.number,
        address=row.case.address,
        turn=Turn(row.turn),
        standing=Standing(row.standing),
        station=Station(row.station) if row.station else None,
        unit_name=row.unit.name,
        by_name=row.by_name,
        at=row.at,
        reason=row.reason,
        until=row.until,
        due_at=row.case.due_at,
        rulings=_rulings(row) if is_whole else (),
        proofs=tuple(proof.attachment_id for proof in row.proofs.all()) if is_whole else (),
        is_mine_to_rule=is_mine,
        is_own=row.by_id == actor.user_id and row.standing == Standing.WAITING.value,
    )


def _rulings(row: Request) -> tuple[RulingRow, ...]:
    rulings = sorted(row.rulings.all(), key=lambda ruling: ruling.pk)
    return tuple(RulingRow(Station(one.station), one.is_granted, one.note, one.by_name, one.at) for one in rulings)


def _orders(actor: Actor, found: QuerySet[Order], now: datetime) -> list[OrderRow]:
    rows = found.select_related("case__owner_unit").defer(*_HEAVY).prefetch_related("demands").order_by("-at", "-id")
    kept = {case_id: rivals.kept_of_case(actor, case_id) for case_id in {row.case_id for row in rows}}
    return [_order(row, actor, now, is_whole=True, kept=kept[row.case_id]) for row in rows]


def _order(row: Order, actor: Actor, now: datetime, *, is_whole: bool = False, kept: Kept = rivals.NOTHING) -> OrderRow:
    state = OrderState(row.state)
    demands = sorted(row.demands.all(), key=lambda demand: demand.number) if is_whole else []
    return OrderRow(
        id=row.pk,
        case_id=row.case_id,
        number=row.case.number,
        address=row.case.address,
        unit_name=row.case.owner_unit.name,
        urgency=Urgency(row.urgency),
        state=state,
        light=light(row.warn_at, row.due_at, now),
        due_at=row.due_at,
        issued_by_name=row.issued_by_name,
        at=row.at,
        signed_off_by_name=row.signed_off_by_name,
        signed_off_at=row.signed_off_at,
        demands=tuple(
            DemandRow(
                one.number, one.text, one.at, one.due_at, one.overdue_at, one.reply, one.replied_by_name, one.replied_at
            )
            for one in demands
            if not kept.holds(one.replied_at)
        ),
        is_mine_to_answer=state is OrderState.DEMANDED and actor.unit_id == row.case.owner_unit_id,
        has_ended_case=row.case.state in ENDED,
    )


def _return(row: DispatchReturn) -> ReturnRow:
    return ReturnRow(
        id=row.pk,
        case_id=row.case_id,
        number=row.case.number,
        nth=row.number,
        unit_name=row.unit.name,
        proposed_name=row.proposed_unit.name if row.proposed_unit else "",
        reason=row.step.note,
        at=row.at,
        now_with=row.case.owner_unit.name,
    )


def _kin(actor: Actor, case: Case, now: datetime) -> list[tuple[KinRow, Case]]:
    """Return the cases beside this one; merged ones with their photos, which are shown at the one that goes on."""
    above = [pk for pk in (case.parent_id, case.merged_into_id) if pk]
    near = Q(parent=case.pk) | Q(merged_into=case.pk) | Q(pk__in=above)
    others = list(Case.objects.filter(near).select_related("owner_unit").defer("search").order_by("pk"))
    if not others:
        return []
    seen = set(Case.objects.visible_to(actor).filter(pk__in=[one.pk for one in others]).values_list("pk", flat=True))
    photos = Evidence.objects.filter(case__merged_into=case.pk, kind=EvidenceKind.BEFORE.value).order_by("pk")
    shown = list(photos.values_list("case", "attachment"))
    return [
        (
            KinRow(
                id=one.pk,
                number=one.number,
                state=CaseState(one.state),
                light=light(one.warn_at, one.due_at, now),
                unit_name=one.owner_unit.name,
                is_visible=one.pk in seen,
                photos=tuple(photo for case_id, photo in shown if case_id == one.pk),
            ),
            one,
        )
        for one in others
    ]
