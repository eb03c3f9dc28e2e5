"""Rosters as pages show them: a table of people and days, and where people lack."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import localdate, localtime

from gridwarden.workforce.domain.rostering import PlanState, ShiftCode
from gridwarden.workforce.models import DutyShift, Leave, RosterPlan, Staff
from gridwarden.workforce.queries.roster_people import days_of, rest_days

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from gridwarden.workforce.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHead:
    """A column."""

    day: date
    is_rest: bool
    is_today: bool
    #: How many people lack on this day.
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One person's day; ``code`` is empty on a day off."""

    day: date
    code: str
    is_away: bool
    is_changed: bool
    is_rest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One person with all days."""

    staff_id: int
    name: str
    staff_number: str
    group: str
    slots: tuple[Slot, ...]
    shifts: int
    evenings: int
    weekends: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hole:
    """So many people lack in a shift of a group."""

    day: date
    code: str
    group: str
    people: int
    #: Who is on the roster and on leave; empty where nobody was found from the start.
    absent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterTable:
    """People and days."""

    heads: tuple[DayHead, ...]
    rows: tuple[RosterRow, ...]
    holes: tuple[Hole, ...]
    #: The shifts that occur, each with its hours as they are read; hours that differ stand beside each other.
    hours: tuple[tuple[str, str], ...] = ()
    #: Grids in which nobody works, so that nobody could be put on duty there.
    unmanned: tuple[str, ...] = ()

    @property
    def missing(self) -> int:
        """How many people lack in all."""
        return sum(hole.people for hole in self.holes)


def in_force(unit: Unit, first: date, days: int, at: datetime) -> RosterTable:
    """Return what is in force for the people of ``unit`` and below from a day on."""
    below = Q(unit=unit) | Q(unit__parent=unit) | Q(unit__parent__parent=unit)
    people = Staff.objects.filter(below | (Q(unit=None) if unit.parent_id is None else Q()), district=unit.district_id)
    shifts = DutyShift.objects.filter(
        in_force=True, staff__in=people, day__gte=first, day__lt=first + timedelta(days=days)
    )
    plans = RosterPlan.objects.filter(pk__in=shifts.values("plan"))
    told = [hole for one in plans.order_by("pk") for hole in _shortages(one) if _valid(one, hole, first, days)]
    table = _table(unit.district_id, shifts, _span(first, days, at), holes=told)
    own = plans.filter(unit=unit).order_by("pk")
    return replace(table, unmanned=tuple(sorted({code for one in own for code in one.figures.get("unmanned", ())})))


def of_plan(plan_id: int, at: datetime) -> RosterTable:
    """Return one version as it stands by itself."""
    found = RosterPlan.objects.get(pk=plan_id)
    shifts = DutyShift.objects.filter(plan=plan_id)
    changed = {(row["staff"], date.fromisoformat(row["day"])) for row in found.figures.get("changes", ())}
    span = _span(found.first_day, found.days, at)
    table = _table(found.district_id, shifts, span, holes=_shortages(found), changed=changed)
    return replace(table, unmanned=tuple(found.figures.get("unmanned", ())))


@dataclass(frozen=True, slots=True)
class _Span:
    first: date
    days: int
    at: datetime
    today: date


def _span(first: date, days: int, at: datetime) -> _Span:
    return _Span(first, days, at, localdate(at))


def _table(
    district_id: int,
    shifts: QuerySet[DutyShift],
    span: _Span,
    *,
    holes: Iterable[Hole],
    changed: set[tuple[int, date]] = frozenset(),  # type: ignore[assignment]
) -> RosterTable:
    days = days_of(span.first, span.days)
    rest = rest_days(district_id, span.first, span.days, span.at)
    found = list(shifts.select_related("staff__user", "group").order_by("group__code", "staff__staff_number", "day"))
    away = _away({shift.staff_id for shift in found}, span)
    mine: dict[int, dict[date, DutyShift]] = defaultdict(dict)
    for shift in found:
        mine[shift.staff_id][shift.day] = shift
    lacking = [*holes, *_absences(found, away)]
    rows = [_row(of, days, rest, away, changed) for of in mine.values()]
    return RosterTable(
        heads=_heads(days, rest, span.today, lacking),
        rows=tuple(rows),
        holes=tuple(_sorted(lacking)),
        hours=_hours(found),
    )


def _hours(shifts: list[DutyShift]) -> tuple[tuple[str, str], ...]:
    hours: dict[str, set[str]] = defaultdict(set)
    for shift in shifts:
        hours[shift.code].add(f"{localtime(shift.starts_at):%H:%M}–{localtime(shift.ends_at):%H:%M}")
    return tuple((code.value, " / ".join(sorted(hours[code]))) for code in ShiftCode if code in hours)


def _sorted(holes: list[Hole]) -> list[Hole]:
    return sorted(holes, key=lambda hole: (hole.day, hole.code, hole.group))


def _heads(days: list[date], rest: frozenset[date], today: date, holes: list[Hole]) -> tuple[DayHead, ...]:
    missing: dict[date, int] = defaultdict(int)
    for hole in holes:
        missing[hole.day] += hole.people
    return tuple(DayHead(day=day, is_rest=day in rest, is_today=day == today, missing=missing[day]) for day in days)


def _row(
    shifts: dict[date, DutyShift],
    days: list[date],
    rest: frozenset[date],
    away: set[tuple[int, date]],
    changed: set[tuple[int, date]],
) -> RosterRow:
    one = next(iter(shifts.values()))
    slots = tuple(
        Slot(
            day=day,
            code=shifts[day].code if day in shifts else "",
            is_away=(one.staff_id, day) in away,
            is_changed=(one.staff_id, day) in changed,
            is_rest=day in rest,
        )
        for day in days
    )
    return RosterRow(
        staff_id=one.staff_id,
        name=one.staff.user.display_name,
        staff_number=one.staff.staff_number,
        group=one.group.code,
        slots=slots,
        shifts=len(shifts),
        evenings=sum(slot.code == ShiftCode.EVENING for slot in slots),
        weekends=sum(bool(slot.code) and slot.is_rest for slot in slots),
    )


def _away(staff_ids: set[int], span: _Span) -> set[tuple[int, date]]:
    days = days_of(span.first, span.days)
    leaves = Leave.objects.filter(staff__in=staff_ids, valid_from__lte=days[-1], valid_to__gt=span.first)
    return {
        (staff_id, day)
        for staff_id, start, end in leaves.values_list("staff_id", "valid_from", "valid_to")
        for day in days
        if start <= day < end
    }


def _absences(shifts: list[DutyShift], away: set[tuple[int, date]]) -> list[Hole]:
    return [
        Hole(day=shift.day, code=shift.code, group=shift.group.code, people=1, absent=shift.staff.user.display_name)
        for shift in shifts
        if (shift.staff_id, shift.day) in away
    ]


def _shortages(plan: RosterPlan) -> list[Hole]:
    return [
        Hole(
            day=date.fromisoformat(one["day"]),
            code=one["shift"],
            group=one["group"],
            people=one["people"],
        )
        for one in plan.figures.get("shortages", ())
    ]


def _valid(plan: RosterPlan, hole: Hole, first: date, days: int) -> bool:
    """Whether the plan is the one in force on the day of the hole."""
    newer = plan.changed_by.filter(state=PlanState.PUBLISHED.value, effective_from__lte=hole.day).exists()
    return first <= hole.day < first + timedelta(days=days) and not newer
