"""Serve an order, with a receipt (送达回证)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gridwarden.inspections.actions import _records
from gridwarden.inspections.domain.errors import (
    NotAnOrder,
    PaperClosed,
    ServedAlready,
    ServedOutOfTime,
    WitnessMissing,
)
from gridwarden.inspections.domain.words import NoticeState, PaperKind, ServiceWay
from gridwarden.inspections.events import OrderServed
from gridwarden.inspections.models import Service
from gridwarden.inspections.queries import visibility
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """How, when, where and to whom an order was served."""

    way: ServiceWay
    served_at: datetime
    place: str
    receiver: str
    relation: str = ""
    witness: str = ""
    note: str = ""


def serve(*, by: Actor, at: datetime, notice_id: int, served: Served) -> None:
    """Write the receipt of an order, once."""
    by.require(Permission.NOTICE_ISSUE)
    notice = visibility.get(by, notice_id)
    if notice.kind != PaperKind.ORDER:
        raise NotAnOrder("Only an order is served with a receipt.")
    if notice.state == NoticeState.VOID:
        raise PaperClosed("The order was withdrawn.")
    _check(served, notice.issued_at, at)
    try:
        with transaction.atomic():
            Service.objects.create(
                notice=notice,
                served_by_id=by.user_id,
                served_by_name=by.name,
                **(asdict(served) | {"way": served.way.value}),
            )
            _records.tell(OrderServed, notice, at=at, way=served.way.value)
            _records.audit(notice, "order.served", by=by, at=at, way=served.way.value)
    except IntegrityError as error:
        raise ServedAlready("The order was served already.") from error


def _check(served: Served, issued_at: datetime, at: datetime) -> None:
    if served.way is ServiceWay.LEFT and not served.witness.strip():
        raise WitnessMissing("Who leaves an order behind has a witness.", witness="is missing")
    if not issued_at.replace(second=0, microsecond=0) <= served.served_at <= at:
        raise ServedOutOfTime(
            "An order is served after it was issued, and not later than now.",
            served_at="lies before the order or in the future",
        )
