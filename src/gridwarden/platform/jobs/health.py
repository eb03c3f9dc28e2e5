"""Whether everything that should move does move."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count, Min
from django.utils.timezone import localdate
from procrastinate.contrib.django.models import ProcrastinateJob

from gridwarden.platform.calendars.queries.covered import shortages
from gridwarden.platform.documents.health import printing
from gridwarden.platform.events.delivery import MAX_ATTEMPTS
from gridwarden.platform.events.models import EventRow
from gridwarden.platform.jobs.models import Beat, Recurrence
from gridwarden.platform.timers.models import Timer

#: An event or timer that waits longer than this is stuck, not on its way.
STUCK = timedelta(seconds=30)
#: A worker shows a sign of life every five seconds.
DEAD = timedelta(seconds=30)
#: A loop of the worker that has not come round for this long hangs.
HANGS_S = 120
#: The next year's holidays are published in November; from here on deadlines run beyond what is known.
URGENT_DAYS = 21


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    what: str
    is_well: bool
    text: str


def report(now: datetime) -> list[Finding]:
    """Return what is to be said about the running system, worst things included."""
    moving = [_migrations(), _events(now), _timers(now), _worker(now), _queue(), _recurring()]
    return [*moving, _calendars(now), _papers()]


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    text = f"{missing} not applied; run: gridwarden up" if missing else "all applied"
    return Finding("migrations", not missing, text)


def _events(now: datetime) -> Finding:
    waiting = EventRow.objects.filter(delivered_at=None)
    failed = waiting.filter(attempts__gte=MAX_ATTEMPTS).count()
    row = waiting.filter(attempts__lt=MAX_ATTEMPTS).aggregate(number=Count("id"), oldest=Min("at"))
    is_late = row["oldest"] is not None and now - row["oldest"] > STUCK
    return Finding("events", not failed and not is_late, f"{row['number']} waiting, {failed} given up")


def _timers(now: datetime) -> Finding:
    overdue = Timer.objects.of(None).filter(due_at__lt=now - STUCK).count()
    failing = Timer.objects.filter(attempts__gt=0).count()
    return Finding("timers", not overdue and not failing, f"{overdue} overdue, {failing} failing")


def _worker(now: datetime) -> Finding:
    alive = Beat.objects.filter(beat_at__gte=now - DEAD).order_by("started_at", "id")
    hanging = sorted({name for beat in alive for name, silent_s in beat.silent_s.items() if silent_s > HANGS_S})
    if not alive:
        return Finding(
            "worker", is_well=False, text="none runs; start one with: gridwarden serve (or gridwarden worker)"
        )
    text = ", ".join(f"{beat.worker} since {beat.started_at:%Y-%m-%d %H:%M} UTC" for beat in alive)
    if hanging:
        text += f"; hanging: {', '.join(hanging)}"
    return Finding("worker", not hanging, text)


def _queue() -> Finding:
    numbers = dict(ProcrastinateJob.objects.values_list("status").annotate(number=Count("id")))
    waiting, running, failed = (numbers.get(status, 0) for status in ("todo", "doing", "failed"))
    return Finding("jobs", not failed, f"{waiting} waiting, {running} running, {failed} failed")


def _recurring() -> Finding:
    failing = Recurrence.objects.exclude(error="").order_by("name", "id")
    if not failing:
        return Finding("recurring", is_well=True, text="all well")
    return Finding("recurring", is_well=False, text="; ".join(f"{row.name}: {row.error}" for row in failing))


def _calendars(now: datetime) -> Finding:
    short = shortages(localdate(now))
    is_urgent = any((found.days_ahead or 0) < URGENT_DAYS for found in short)
    text = f"{len(short)} end soon; enter the next year's days under /calendar/" if short else "all reach far enough"
    return Finding("calendars", not is_urgent, text)


def _papers() -> Finding:
    is_well, text = printing()
    return Finding("papers", is_well, text)
