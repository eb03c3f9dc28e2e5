"""The nightly look: every clock that runs against a limit has its timers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from gridwarden.cases.actions import _clocks
from gridwarden.cases.models import Clock
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
    repaired = tuple(one.row.case.number for one in found)
    if repaired:
        trail.record(
            "case_timers.repaired", by=SYSTEM, at=at, subject_type="case", subject_id=None, cases=list(repaired)
        )
    return Reconciled(checked=ringing.count(), repaired=repaired)
