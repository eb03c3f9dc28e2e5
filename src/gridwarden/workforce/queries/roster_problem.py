"""A roster as the solver is asked for it. Loads the solver: import it only where a roster is made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.algorithms.geodesy import to_plane
from gridwarden.algorithms.staffing import Cover, Person, Place, Previous, Problem, Rules, Shift, pair
from gridwarden.grids.models import Grid
from gridwarden.grids.queries import grids
from gridwarden.grids.queries.loads import loads, neighbours
from gridwarden.platform.access import Role
from gridwarden.workforce.domain.rostering import (
    REACH_BACK_DAYS,
    SHARED_SHIFTS,
    GroupKind,
    ShiftCode,
    Wanted,
)
from gridwarden.workforce.models import DutyShift, Posting
from gridwarden.workforce.queries.matrix import kept_by
from gridwarden.workforce.queries.roster_people import days_of, members, rest_days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gridwarden.grids.queries.grids import GridRow
    from gridwarden.workforce.models import RosterPlan
    from gridwarden.workforce.queries.roster_people import Member

#: A roster made anew asks for five shifts a week; a changed one may ask a colleague for a sixth.
_ANEW, _CHANGED = (5, 5), (4, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group to be stored with its grids and people."""

    code: str
    kind: GroupKind
    grid_ids: tuple[int, ...]
    staff_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the solver is asked, and what is laid down without it."""

    problem: Problem
    previous: Previous | None
    groups: tuple[GroupRow, ...]
    #: (staff, day) of those who work office hours.
    office: tuple[tuple[int, date], ...]
    #: Grids of the unit in which no officer works: they stand on no roster.
    unmanned: tuple[str, ...]


def asked(plan: RosterPlan, at: datetime) -> Asked:
    """Return the problem of ``plan`` as people, leave, calendar and grids stand at ``at``."""
    people = members(plan.unit, plan.first_day, plan.days)
    rest = rest_days(plan.district_id, plan.first_day, plan.days, at)
    groups = _groups(plan, people)
    shared = [group for group in groups if group.kind is not GroupKind.OFFICE]
    return Asked(
        problem=Problem(
            first_day=plan.first_day,
            days=plan.days,
            shifts=tuple(_shift(code, plan) for code in SHARED_SHIFTS),
            people=tuple(_people(plan, people, shared)),
            covers=tuple(cover for group in shared for cover in _covers(plan, group, rest)),
            rules=Rules(week_shifts=_CHANGED if plan.based_on_id else _ANEW),
            rest_days=frozenset((day - plan.first_day).days for day in rest),
        ),
        previous=_previous(plan),
        groups=tuple(groups),
        office=tuple(_office(plan, people, rest)),
        unmanned=_unmanned(plan),
    )


def _shift(code: ShiftCode, plan: RosterPlan) -> Shift:
    starts, ends = Wanted(**plan.wanted).hours(code)
    return Shift(code=code, starts_min=starts, ends_min=ends, is_evening=code is ShiftCode.EVENING)


def _groups(plan: RosterPlan, people: Sequence[Member]) -> list[GroupRow]:
    """Return pairs of grids, the desk, and each office; a changed roster keeps the groups of the one before."""
    by_unit: dict[tuple[GroupKind, str], list[int]] = defaultdict(list)
    for member in people:
        if member.kind is not GroupKind.GRIDS:
            by_unit[member.kind, member.unit_name].append(member.staff_id)
    found = [
        GroupRow(code=f"{kind}:{name}", kind=kind, grid_ids=(), staff_ids=tuple(ids))
        for (kind, name), ids in sorted(by_unit.items())
    ]
    return [*_pairs(plan, people), *found]


def _pairs(plan: RosterPlan, people: Sequence[Member]) -> list[GroupRow]:
    posted = defaultdict(list)
    for member in people:
        if member.grid_id is not None and member.kind is GroupKind.GRIDS:
            posted[member.grid_id].append(member.staff_id)
    rows = [grid for grid in grids.on(plan.district_id, plan.first_day) if grid.id in posted]
    return [
        GroupRow(
            code="+".join(grid.code for grid in together),
            kind=GroupKind.GRIDS,
            grid_ids=tuple(grid.id for grid in together),
            staff_ids=tuple(one for grid in together for one in posted[grid.id]),
        )
        for together in _together(plan, rows)
    ]


def _unmanned(plan: RosterPlan) -> tuple[str, ...]:
    """Return the unit's grids without an officer, the district's for the uppermost unit; one statement."""
    day = plan.first_day
    posted = Posting.objects.on(day).filter(district=plan.district_id, role=Role.ENFORCEMENT_OFFICER)
    bare = Grid.objects.on(day).filter(district=plan.district_id).exclude(pk__in=posted.values("grid"))
    if plan.unit.parent_id is not None:
        bare = bare.filter(pk__in=kept_by(plan.unit_id, day))
    return tuple(bare.order_by("code").values_list("code", flat=True))


def _together(plan: RosterPlan, rows: Sequence[GridRow]) -> list[list[GridRow]]:
    number = {grid.id: place for place, grid in enumerate(rows)}
    weights = loads(plan.district_id, plan.first_day)
    places = []
    for grid in rows:
        east_m, north_m = to_plane(grid.lon, grid.lat, plan.district.plane_srid)
        places.append(Place(x_m=east_m, y_m=north_m, load=weights.get(grid.id, 0.0)))
    beside = [
        (number[one], number[other])
        for one, other in neighbours(plan.district_id, plan.first_day)
        if one in number and other in number
    ]
    found = pair(places, beside)
    groups = sorted([*found.groups, *((place,) for place in found.alone)])
    return [[rows[place] for place in group] for group in groups]


def _people(plan: RosterPlan, people: Sequence[Member], groups: Sequence[GroupRow]) -> list[Person]:
    group_of = {staff_id: group.code for group in groups for staff_id in group.staff_ids}
    earlier = _earlier(plan)
    return [
        Person(
            code=str(member.staff_id),
            groups=(group_of[member.staff_id],),
            away=frozenset((day - plan.first_day).days for day in member.away),
            earlier=tuple(earlier[member.staff_id]),
        )
        for member in people
        if member.staff_id in group_of
    ]


def _earlier(plan: RosterPlan) -> dict[int, list[tuple[int, str]]]:
    """Return what was worked in the days before the roster: the rules of rest reach back."""
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    start = plan.first_day - timedelta(days=REACH_BACK_DAYS)
    shifts = DutyShift.objects.filter(
        district=plan.district_id, in_force=True, day__gte=start, day__lt=plan.first_day, code__in=SHARED_SHIFTS
    )
    for staff_id, day, code in shifts.order_by("day", "pk").values_list("staff_id", "day", "code"):
        found[staff_id].append(((day - plan.first_day).days, code))
    return found


def _covers(plan: RosterPlan, group: GroupRow, rest: frozenset[date]) -> list[Cover]:
    numbers = Wanted(**plan.wanted).of(group.kind)
    return [
        Cover(
            group=group.code,
            shift=code,
            days=tuple(
                number for number, day in enumerate(days_of(plan.first_day, plan.days)) if (day in rest) is is_rest
            ),
            at_least=wanted,
        )
        for (code, is_rest), wanted in numbers.items()
        if wanted
    ]


def _previous(plan: RosterPlan) -> Previous | None:
    """Return what is in force, which may come from several versions: that is what people know."""
    if plan.based_on_id is None:
        return None
    last = plan.first_day + timedelta(days=plan.days)
    shifts = DutyShift.objects.filter(
        plan__unit=plan.unit_id, in_force=True, day__gte=plan.first_day, day__lt=last, code__in=SHARED_SHIFTS
    )
    worked = {
        (str(staff_id), (day - plan.first_day).days): code
        for staff_id, day, code in shifts.values_list("staff_id", "day", "code")
    }
    return Previous(worked=worked, from_day=(plan.from_day - plan.first_day).days)


def _office(plan: RosterPlan, people: Sequence[Member], rest: frozenset[date]) -> list[tuple[int, date]]:
    return [
        (member.staff_id, day)
        for member in people
        if member.kind is GroupKind.OFFICE
        for day in days_of(plan.first_day, plan.days)
        if day not in rest and day not in member.away
    ]
