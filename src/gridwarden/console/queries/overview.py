"""What happened lately and how it stands, counted over the cases that somebody may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.db.models.functions import TruncDate
from django.utils.timezone import localdate

from gridwarden.cases.domain.states import OPEN
from gridwarden.cases.models import Case
from gridwarden.cases.queries.filters import CaseFilter

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

#: Days on the chart.
SHOWN_DAYS = 30


@dataclass(frozen=True, slots=True)
class DayRow:
    """How many cases one day brought and how many it closed."""

    day: date
    opened: int
    closed: int


@dataclass(frozen=True, slots=True)
class GridRow:
    """How many cases are open in one grid, and how many of them are overdue."""

    grid_id: int
    code: str
    in_time: int
    overdue: int

    @property
    def filter(self) -> CaseFilter:
        """The cases behind the figures."""
        return CaseFilter(grid_id=self.grid_id, open_only=True)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """How many cases of one menu item the shown days brought."""

    number: int
    name: str
    count: int


def days(actor: Actor, now: datetime) -> list[DayRow]:
    """Return the last days, oldest first, none left out; two SQL statements."""
    today = localdate(now)
    first = today - timedelta(days=SHOWN_DAYS - 1)
    opened = _by_day(actor, "opened_at", now)
    closed = _by_day(actor, "closed_at", now)
    shown = [first + timedelta(days=number) for number in range(SHOWN_DAYS)]
    return [DayRow(day, opened.get(day, 0), closed.get(day, 0)) for day in shown]


def grids(actor: Actor, now: datetime) -> list[GridRow]:
    """Return the grids with open cases by code; one SQL statement."""
    found = (
        Case.objects.visible_to(actor)
        .filter(state__in=[state.value for state in OPEN], grid__isnull=False)
        .values("grid", "grid__code")
        .annotate(all=Count("pk"), overdue=Count("pk", filter=Q(due_at__lt=now)))
        .order_by("grid__code", "grid")
    )
    return [GridRow(row["grid"], row["grid__code"], row["all"] - row["overdue"], row["overdue"]) for row in found]


def items(actor: Actor, now: datetime) -> list[ItemRow]:
    """Return the menu items of the shown days, the most frequent first; one SQL statement."""
    since = now - timedelta(days=SHOWN_DAYS)
    found = (
        Case.objects.visible_to(actor)
        .filter(opened_at__gte=since, opened_at__lte=now, condition__isnull=False)
        .values("condition__item__number", "condition__item__name")
        .annotate(count=Count("pk"))
        .order_by("-count", "condition__item__number")
    )
    return [ItemRow(row["condition__item__number"], row["condition__item__name"], row["count"]) for row in found]


def _by_day(actor: Actor, moment: str, now: datetime) -> dict[date, int]:
    since = now - timedelta(days=SHOWN_DAYS + 1)
    found = (
        Case.objects.visible_to(actor)
        .filter(**{f"{moment}__gte": since, f"{moment}__lte": now})
        .annotate(on_day=TruncDate(moment))
        .values_list("on_day")
        .annotate(count=Count("pk"))
        .order_by("on_day")
    )
    return dict(found)
