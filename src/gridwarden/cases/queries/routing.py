"""Ask the routing rules where a case goes, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.timezone import localdate, localtime

from gridwarden.algorithms.worktime import OutsideCalendar
from gridwarden.cases.domain.routing import (
    DayKind,
    Facts,
    PlaceKind,
    Routing,
    Rule,
    evaluate,
)
from gridwarden.cases.models import Case, RoutingRule, Step
from gridwarden.cases.models.columns import limit_of
from gridwarden.cases.queries.road_grades import grades_at
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.menu.domain.words import ItemClass
from gridwarden.platform.calendars.queries.work import calendar_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime, time

    from django.db.models import QuerySet

    from gridwarden.algorithms.worktime import WorkCalendar

#: Columns of a case that its facts come from.
SORT = ("condition__item__item_class", "condition__item__number", "condition__number", "grid__code", "place")
_SATURDAY = 6


@dataclass(frozen=True, slots=True)
class Explained:
    """Where the rules would send a case now, and the rule that sent it, if one did."""

    routing: Routing
    facts: Facts
    sent_by: Rule | None
    sent_version: int | None
    sent_at: datetime | None


def rule_of(row: RoutingRule) -> Rule:
    """Return a stored rule, its unit fetched, as a value."""
    return Rule(
        id=row.pk,
        number=row.number,
        unit_id=row.unit_id,
        item_class=ItemClass(row.item_class) if row.item_class else None,
        item=row.item,
        condition=row.condition,
        place=PlaceKind(row.place_kind),
        grids=frozenset(row.grids),
        area=to_shapely(row.area) if row.area else None,
        grade=RoadGrade(row.grade) if row.grade else None,
        hours=_hours(row.from_time, row.until_time),
        weekdays=frozenset(row.weekdays),
        days=DayKind(row.day_kind),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        unit_from=row.unit.valid_from,
        unit_to=row.unit.valid_to,
        priority=row.priority,
        limit=limit_of(row.limit_value, row.limit_unit),
        reference=row.reference,
        is_on=row.is_on,
    )


def standing(district_id: int | None) -> QuerySet[RoutingRule]:
    """Return the versions that stand now, with their units."""
    rows = RoutingRule.objects.filter(district=district_id, ended_at=None).select_related("unit")
    return rows.order_by("number", "pk")


def rules(district_id: int | None) -> list[Rule]:
    """Return every standing rule of a district; one SQL statement."""
    return [rule_of(row) for row in standing(district_id)]


def route(case: Case, at: datetime) -> Routing | None:
    """Return where the rules send the case at ``at``; ``None`` where none is about such cases.

    Two SQL statements, up to two more where rules ask for the sort of day or the grade of the road.
    """
    sort = _sort(case)
    if sort is None:
        return None
    about = [rule_of(row) for row in standing(case.district_id).filter(_about(sort), is_on=True)]
    if not about:
        return None
    return evaluate(about, facts(case.district_id, [(sort, at)], about)[0])


def winner(case: Case, at: datetime) -> Rule | None:
    """Return the rule that has the case at ``at``."""
    found = route(case, at)
    return found.winner if found else None


def explained(case: Case, at: datetime) -> Explained | None:
    """Return the verdict of every rule on a case; ``None`` while the case has no condition."""
    sort = _sort(case)
    if sort is None:
        return None
    everything = rules(case.district_id)
    step = Step.objects.filter(case=case, rule__isnull=False).select_related("rule__unit").order_by("-seq").first()
    about = facts(case.district_id, [(sort, at)], everything)[0]
    return Explained(
        evaluate(everything, about),
        about,
        rule_of(step.rule) if step and step.rule else None,
        step.rule.version if step and step.rule else None,
        step.at if step else None,
    )


@dataclass(frozen=True, slots=True)
class Sort:
    """What a case is about and where."""

    item_class: ItemClass
    item: int
    condition: int
    grid: str
    lon: float
    lat: float


def sort_of(values: Sequence[Any]) -> Sort:
    """Return the sort of a case from the columns named in ``SORT``."""
    item_class, item, condition, grid, place = values
    return Sort(ItemClass(item_class), item, condition, grid or "", place.x, place.y)


def facts(district_id: int, sorts: Sequence[tuple[Sort, datetime]], about: Iterable[Rule]) -> list[Facts]:
    """Return what rules look at for cases at their moments; days and roads are asked only where a rule wants them."""
    asked = list(about)
    wants_days = any(rule.days is not DayKind.ANY for rule in asked)
    calendar = calendar_for(district_id, sorts[0][1]) if wants_days and sorts else None
    wants_roads = any(rule.place is PlaceKind.GRADE for rule in asked)
    lons, lats = [sort.lon for sort, _ in sorts], [sort.lat for sort, _ in sorts]
    grades = grades_at(district_id, lons, lats) if wants_roads else [None] * len(sorts)
    return [_facts(sort, at, grade, calendar) for (sort, at), grade in zip(sorts, grades, strict=True)]


def _facts(sort: Sort, at: datetime, grade: RoadGrade | None, calendar: WorkCalendar | None) -> Facts:
    local = localtime(at)
    return Facts(
        item_class=sort.item_class,
        item=sort.item,
        condition=sort.condition,
        grid=sort.grid,
        lon=sort.lon,
        lat=sort.lat,
        grade=grade,
        day=localdate(at),
        minute=local.hour * 60 + local.minute,
        is_off=_is_off(local.date(), calendar),
        was_off=_is_off(local.date() - timedelta(days=1), calendar),
    )


def _is_off(day: date, calendar: WorkCalendar | None) -> bool:
    try:
        return calendar is not None and not calendar.day(day).kind.is_worked
    except OutsideCalendar:
        return day.isoweekday() >= _SATURDAY


def _sort(case: Case) -> Sort | None:
    if case.condition_id is None:
        return None
    return sort_of(Case.objects.values_list(*SORT).get(pk=case.pk))


def _about(sort: Sort) -> Q:
    return (
        Q(item_class__in=["", sort.item_class.value])
        & (Q(item=None) | Q(item=sort.item))
        & (Q(condition=None) | Q(condition=sort.condition))
    )


def _hours(begin: time | None, end: time | None) -> tuple[int, int] | None:
    if begin is None or end is None:
        return None
    return begin.hour * 60 + begin.minute, end.hour * 60 + end.minute
