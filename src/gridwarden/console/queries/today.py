"""How the district stands today: the figures of the wall."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.db.models.functions import ExtractHour
from django.utils.timezone import get_current_timezone, localdate, localtime

from gridwarden.algorithms.worktime import Light
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.queries import lists
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.patrols.queries.overview import on_patrol
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.queries.rows import CaseRow
    from gridwarden.patrols.domain.alarms import State
    from gridwarden.platform.access import Actor

#: Cases that the wall names.
LATEST = 8


@dataclass(frozen=True, slots=True)
class HourRow:
    """How many cases an hour of the day brought and how many it closed."""

    hour: int
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with the cases behind it."""

    count: int
    filter: CaseFilter


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The figures of a day up to now; ``in_time`` is a share of those closed today, None while there are none."""

    opened: Counted
    closed: Counted
    open: Counted
    overdue: Counted
    due_soon: Counted
    in_time: float | None
    hours: list[HourRow]
    sources: dict[Source, int]
    states: Counter[State | None]


def today(actor: Actor, now: datetime) -> Today:
    """Count what somebody may see; nine SQL statements, and six more for those who may see patrols."""
    day = localdate(now)
    asked = {
        "opened": CaseFilter(opened_from=day, opened_to=day),
        "closed": CaseFilter(closed_from=day, closed_to=day, states=(CaseState.CLOSED,)),
        "open": CaseFilter(open_only=True),
        "overdue": CaseFilter(light=Light.RED),
        "due_soon": CaseFilter(light=Light.YELLOW),
    }
    counts = {key: lists.matching(actor, wanted, now).count() for key, wanted in asked.items()}
    closed = lists.matching(actor, asked["closed"], now).annotate(was_late=lists.lateness())
    late = closed.aggregate(late=Count("pk", filter=Q(was_late=True)))["late"]
    patrols = on_patrol(actor, now) if actor.may(Permission.DEVICE_SEE) else []
    return Today(
        **{key: Counted(counts[key], wanted) for key, wanted in asked.items()},
        in_time=1 - late / counts["closed"] if counts["closed"] else None,
        hours=_hours(actor, now, asked["opened"], asked["closed"]),
        sources=_sources(actor, now, asked["opened"]),
        states=Counter(row.state for row in patrols),
    )


def latest(actor: Actor, now: datetime) -> list[CaseRow]:
    """Return the newest cases in sight; one SQL statement."""
    return list(lists.page(actor, CaseFilter(), now, size=LATEST).rows)


def _hours(actor: Actor, now: datetime, opened: CaseFilter, closed: CaseFilter) -> list[HourRow]:
    came, went = _by_hour(actor, now, opened, "opened_at"), _by_hour(actor, now, closed, "closed_at")
    return [HourRow(hour, came.get(hour, 0), went.get(hour, 0)) for hour in range(localtime(now).hour + 1)]


def _by_hour(actor: Actor, now: datetime, wanted: CaseFilter, moment: str) -> dict[int, int]:
    hour = ExtractHour(moment, tzinfo=get_current_timezone())
    found = lists.matching(actor, wanted, now).annotate(hour=hour).order_by()
    return dict(found.values_list("hour").annotate(Count("pk")))


def _sources(actor: Actor, now: datetime, opened: CaseFilter) -> dict[Source, int]:
    found = lists.matching(actor, opened, now).order_by().values_list("source").annotate(count=Count("pk"))
    return {Source(source): count for source, count in found.order_by("-count", "source")}
