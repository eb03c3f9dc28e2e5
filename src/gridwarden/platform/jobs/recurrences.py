"""Start what the timetable makes due, each slot once, however many workers look at the clock."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from gridwarden.platform.jobs.models import Recurrence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gridwarden.platform.jobs.timetable import Entry

logger = logging.getLogger(__name__)


def start_due(now: datetime, start: Callable[[str], object]) -> list[str]:
    """Call ``start`` for every job that is due, in the transaction that marks its slot as taken."""
    return [name for name, entry in settings.TIMETABLE.items() if _take(name, entry, now, start)]


def _take(name: str, entry: Entry, now: datetime, start: Callable[[str], object]) -> bool:
    slot = entry.when.slot(now, timezone.get_default_timezone())
    with transaction.atomic():
        row, is_new = Recurrence.objects.get_or_create(name=name, defaults={"slot": slot})
        # The guarded update decides between workers; a job new to the timetable waits for its next slot.
        taken = not is_new and Recurrence.objects.filter(pk=row.pk, slot__lt=slot).update(slot=slot)
        if taken:
            start(name)
    return bool(taken)


def run(name: str, *, now: Callable[[], datetime]) -> None:
    """Run the recurring job ``name`` and note how it went; a failure is noted and raised again."""
    function = import_string(settings.TIMETABLE[name].function)
    try:
        function()
    except Exception as error:
        Recurrence.objects.filter(name=name).update(finished_at=now(), error=repr(error)[:2000])
        raise
    Recurrence.objects.filter(name=name).update(finished_at=now(), error="")
