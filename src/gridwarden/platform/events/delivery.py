"""Deliver stored events to their handlers, each once."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.events.bus import Event, handlers_of
from gridwarden.platform.events.models import EventRow

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)

#: After this many failures an event waits for a person; ``gridwarden status`` counts such rows.
MAX_ATTEMPTS = 8


def deliver_pending(*, now: datetime, limit: int = 200) -> int:
    """Deliver up to ``limit`` waiting events, oldest first, and return how many were tried.

    Handlers run in the transaction that marks the event delivered, so a crash repeats all or nothing.
    A failing handler undoes its own event only, is logged, and is tried again later.
    """
    done = 0
    while done < limit and _deliver_next(now):
        done += 1
    return done


def _deliver_next(now: datetime) -> bool:
    with transaction.atomic():
        row = (
            EventRow.objects.select_for_update(skip_locked=True)
            .filter(delivered_at=None, attempts__lt=MAX_ATTEMPTS)
            .exclude(retry_at__gt=now)
            .order_by("id")
            .first()
        )
        if row is None:
            return False
        try:
            with transaction.atomic():
                _call_handlers(row)
        except Exception as error:  # any handler may fail in any way; the row keeps the reason
            logger.exception("event %s failed", row)
            row.attempts += 1
            row.last_error = repr(error)[:2000]
            row.retry_at = now + timedelta(seconds=2**row.attempts)
        else:
            row.delivered_at = now
        row.save(update_fields=["attempts", "last_error", "delivered_at", "retry_at"])
        return True


def _call_handlers(row: EventRow) -> None:
    kind = Event.registry.get(row.name)
    if kind is None:
        return
    event = kind.load(row)
    for handler in handlers_of(row.name):
        handler(event)
