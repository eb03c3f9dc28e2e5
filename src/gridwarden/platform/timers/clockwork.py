"""Set timers with a transition, and fire those that are due."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Min

from gridwarden.platform.timers.models import Hold, Timer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """A timer that is due: what its handler receives."""

    district_id: int
    kind: str
    subject_id: int
    due_at: datetime
    version: int


_handlers: dict[str, Callable[[Ring, datetime], None]] = {}


def on(kind: str) -> Callable[[Callable[[Ring, datetime], None]], Callable[[Ring, datetime], None]]:
    """Have the decorated function called as ``handler(ring, now)`` when a timer of ``kind`` is due.

    The handler runs in the transaction that removes the timer and must look again whether its
    subject still wants it (compare ``ring.version``).
    """

    def register(handler: Callable[[Ring, datetime], None]) -> Callable[[Ring, datetime], None]:
        _handlers[kind] = handler
        return handler

    return register


def schedule(timers: Iterable[Ring]) -> None:
    """Set or move timers, one SQL statement; one timer for each kind and subject."""
    rows = [
        Timer(
            district_id=ring.district_id,
            kind=ring.kind,
            subject_id=ring.subject_id,
            due_at=ring.due_at,
            version=ring.version,
        )
        for ring in timers
    ]
    Timer.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["kind", "subject_id"],
        update_fields=["due_at", "version", "attempts", "last_error"],
    )


def cancel(kinds: Iterable[str], subject_id: int) -> None:
    """Remove the timers of these kinds for one subject; none is no error.

    A timer that is being fired is left to its handler, which waits for the subject and finds that it wants nothing any
    more: to wait for it here, with the subject locked, would have each wait for the other.
    """
    wanted = Timer.objects.filter(kind__in=list(kinds), subject_id=subject_id)
    Timer.objects.filter(pk__in=wanted.select_for_update(skip_locked=True).values("pk")).delete()


def hold(district_id: int) -> None:
    """Let a district live in a time of its own: from now on only ``fire_due`` for this district fires its timers."""
    Hold.objects.get_or_create(district_id=district_id)


def release(district_id: int) -> None:
    """Let the worker's clock fire the district's timers again."""
    Hold.objects.filter(district_id=district_id).delete()


def next_due(district_id: int | None = None) -> datetime | None:
    """Return when the next timer is due: of one district, or of all that nobody holds."""
    first: datetime | None = Timer.objects.of(district_id).aggregate(first=Min("due_at"))["first"]
    return first


def fire_due(*, now: datetime, limit: int = 200, district_id: int | None = None) -> int:
    """Fire up to ``limit`` due timers, earliest first, each in its own transaction; return how many were tried.

    Without ``district_id`` the timers of all districts that nobody holds.
    """
    fired = 0
    while fired < limit and _fire_next(now, district_id):
        fired += 1
    return fired


def _fire_next(now: datetime, district_id: int | None) -> bool:
    with transaction.atomic():
        due = Timer.objects.of(district_id).filter(due_at__lte=now).select_for_update(skip_locked=True, of=("self",))
        timer = due.order_by("due_at").first()
        if timer is None:
            return False
        ring = Ring(
            district_id=timer.district_id,
            kind=timer.kind,
            subject_id=timer.subject_id,
            due_at=timer.due_at,
            version=timer.version,
        )
        # Removed before the handler runs, so that the handler may set the same timer anew.
        pk = timer.pk
        timer.delete()
        try:
            with transaction.atomic():
                _handlers[ring.kind](ring, now)
        except Exception as error:  # any handler may fail in any way; the timer is kept with the reason
            logger.exception("timer %s failed", timer)
            timer.pk = pk
            timer.attempts += 1
            timer.last_error = repr(error)[:2000]
            timer.due_at = now + timedelta(seconds=min(3600, 2**timer.attempts))
            timer.save(force_insert=True)
        return True
