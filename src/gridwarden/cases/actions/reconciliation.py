"""The nightly look: every clock that runs against a limit has its timers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from gridwarden.cases.actions import _clocks, supervision
from gridwarden.cases.actions._consequences import RESUME, resume_rings
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.domain.supervision import OrderState
from gridwarden.cases.models import Case, Clock, Order
from gridwarden.platform.access import SYSTEM
from gridwarden.platform.audit import trail
from gridwarden.platform.timers import clockwork
from gridwarden.platform.timers.models import Timer

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """What the look found: clocks that should ring, and the cases whose timers were missing and are set again."""

    checked: int
    repaired: tuple[str, ...]


@transaction.atomic
def reconcile(*, at: datetime) -> Reconciled:
    """Set the timers that are missing, and report each; a healthy installation repairs nothing."""
    ringing = Clock.objects.filter(rings_at__isnull=False, stopped_at=None)
    breach = Timer.objects.filter(kind=_clocks.BREACH, subject_id=OuterRef("pk"))
    warning = Timer.objects.filter(kind=_clocks.WARN, subject_id=OuterRef("pk"))
    unwarned = Q(warn_at__gt=at, breached_at=None) & ~Exists(warning)
    silent = ringing.filter(~Exists(breach) | unwarned).select_related("case").prefetch_related("pauses").order_by("pk")
    found = [_clocks.kept(row) for row in silent]
    clockwork.schedule([ring for one in found for ring in _clocks.rings_of(one.row.case.district_id, one)])
    asleep, unanswered = _suspended_without_timer(), _orders_without_timer(at)
    clockwork.schedule([ring for case in asleep for ring in resume_rings(case)])
    clockwork.schedule([ring for order in unanswered for ring in supervision.rings_of(order) if ring.due_at > at])
    numbers = [one.row.case.number for one in found] + [case.number for case in asleep]
    repaired = tuple(numbers + [order.case.number for order in unanswered])
    if repaired:
        trail.record(
            "case_timers.repaired", by=SYSTEM, at=at, subject_type="case", subject_id=None, cases=list(repaired)
        )
    return Reconciled(checked=ringing.count(), repaired=repaired)


def _suspended_without_timer() -> list[Case]:
    timer = Timer.objects.filter(kind=RESUME, subject_id=OuterRef("pk"))
    suspended = Case.objects.filter(state=CaseState.SUSPENDED.value)
    return list(suspended.filter(~Exists(timer)).order_by("pk"))


def _orders_without_timer(at: datetime) -> list[Order]:
    timer = Timer.objects.filter(kind=supervision.DUE, subject_id=OuterRef("pk"))
    waiting = Order.objects.filter(state=OrderState.DEMANDED.value, due_at__gt=at).select_related("case")
    return list(waiting.filter(~Exists(timer)).order_by("pk"))
