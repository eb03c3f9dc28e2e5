"""What a day's coverage is computed from: roads, grids, tracks and shifts, in metres and seconds of the day."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import numpy as np
import shapely
from django.db import connection
from django.db.models import Exists, OuterRef
from django.utils.timezone import get_current_timezone

from gridwarden.algorithms import coverage
from gridwarden.algorithms.geodesy import to_metres, to_plane
from gridwarden.grids.domain.kinds import PatrolMode
from gridwarden.grids.models import District, Grid, Road
from gridwarden.patrols.domain import errands
from gridwarden.patrols.domain.coverage import Plan, plan_of
from gridwarden.patrols.domain.dayswork import DeviceTrack, GridOf, RoadOf, ShiftOf
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.domain.fixes import FixFlag
from gridwarden.patrols.models import CoverageDay, CoveragePlan, Device, Fix, Holding
from gridwarden.workforce.domain.rostering import GroupKind
from gridwarden.workforce.models import DutyShift, Leave, Posting, RosterGroup

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gridwarden.patrols.domain.errands import Trip
    from gridwarden.workforce.models import Staff

#: A shift that begins on a day may end on the next; fixes are read so far.
_LONGEST = timedelta(hours=36)


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return when a local day begins and ends."""
    zone = get_current_timezone()
    return datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone)


def plan_in_force(district_id: int) -> tuple[int, Plan]:
    """Return the newest plan and its version; version 0 is the product's."""
    row = CoveragePlan.objects.filter(district=district_id).order_by("-version").first()
    return (row.version, plan_of(row.values)) if row else (0, Plan())


def newest_fix(district_id: int, day: date) -> tuple[int, datetime | None]:
    """Return how many fixes of a day there are, and when the last of them came."""
    begin, end = bounds(day)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), max(received_at) FROM patrols_fix JOIN patrols_device d ON d.id = device_id"
            " WHERE d.district_id = %s AND at >= %s AND at < %s",
            [district_id, begin, end],
        )
        count, received_at = cursor.fetchone()
    return int(count), received_at


def stale_days(district_id: int, first: date, last: date) -> list[date]:
    """Return the days with fixes of which their coverage does not know."""
    known = {
        row.day: (row.fixes, row.received_at)
        for row in CoverageDay.objects.filter(district=district_id, day__gte=first, day__lte=last)
    }
    found = []
    day = first
    while day <= last:
        told = newest_fix(district_id, day)
        if (day in known and told != known[day]) or (day not in known and told[0]):
            found.append(day)
        day += timedelta(days=1)
    return found


def roads(district: District) -> list[RoadOf]:
    """Return the roads of a district in its plane, each line of a road for itself."""
    found = []
    rows = Road.objects.filter(district=district).order_by("pk").values_list("name", "grade", "geom")
    for name, grade, geom in rows:
        shape = to_metres(shapely.from_wkb(bytes(geom.wkb)), district.plane_srid)
        found += [RoadOf(name, grade, line) for line in shapely.get_parts(shape).tolist() if line.length > 0]
    return found


def grids(district: District, day: date) -> list[GridOf]:
    """Return the grids of the day."""
    rows = Grid.objects.on(day).filter(district=district).order_by("code")
    return [
        GridOf(
            row.pk, row.grid_class, row.patrol_mode == PatrolMode.VEHICLE,
            to_metres(shapely.from_wkb(bytes(row.geom.wkb)), district.plane_srid),
        )
        for row in rows
    ]  # fmt: skip


def tracks(district: District, day: date, shifts: list[ShiftOf], driven: set[int]) -> list[DeviceTrack]:
    """Return what the devices of a district told on a day; ``driven`` are the grids that are patrolled in vehicles.

    A phone whose carrier patrols in a vehicle may be as fast as one.
    """
    begin, end = bounds(day)
    fast = {shift.staff_id for shift in shifts if set(shift.grid_ids) & driven}
    carriers = _carriers(district.pk, begin, end)
    found = []
    for pk, kind in Device.objects.filter(district=district).order_by("pk").values_list("pk", "kind"):
        track = _track(pk, begin, end, district.plane_srid)
        if track.size:
            staff_id = carriers.get(pk)
            found.append(DeviceTrack(pk, staff_id, kind == DeviceKind.VEHICLE or staff_id in fast, track))
    return found


def device_track(device_id: int, day: date, srid: int) -> coverage.Track:
    """Return what one device told on a day."""
    return _track(device_id, *bounds(day), srid)


def _track(device_id: int, begin: datetime, end: datetime, srid: int) -> coverage.Track:
    rows = list(
        Fix.objects.filter(device=device_id, at__gte=begin, at__lt=end)
        .order_by("at")
        .values_list("at", "lon", "lat", "accuracy_m", "flags")
    )
    if not rows:
        return coverage.track(np.empty(0), np.empty((0, 2)))
    lons, lats = np.array([row[1] for row in rows]), np.array([row[2] for row in rows])
    flags = np.array([row[4] for row in rows])
    return coverage.track(
        np.array([(row[0] - begin).total_seconds() for row in rows]),
        np.column_stack(to_plane(lons, lats, srid)),
        np.array([np.nan if row[3] is None else row[3] for row in rows], dtype=np.float64),
        ((flags & FixFlag.FIXED) == 0) | ((flags & FixFlag.MOCKED) != 0),
    )


def _carriers(district_id: int, begin: datetime, end: datetime) -> dict[int, int]:
    """Return who carried each device longest on the day."""
    spent: dict[int, dict[int, timedelta]] = defaultdict(lambda: defaultdict(timedelta))
    rows = Holding.objects.filter(device__district=district_id, valid_from__lt=end, staff__isnull=False)
    for device_id, staff_id, since, until in rows.values_list("device_id", "staff_id", "valid_from", "valid_to"):
        held = min(until or end, end) - max(since, begin)
        if held > timedelta():
            spent[device_id][staff_id] += held
    return {device_id: max(by, key=lambda one: by[one]) for device_id, by in spent.items()}


def shifts(district: District, day: date, present: list[GridOf]) -> list[ShiftOf]:
    """Return who was to work in grids on a day; whoever was on leave is left out."""
    begin, _ = bounds(day)
    away = Leave.objects.filter(staff=OuterRef("staff"), valid_from__lte=OuterRef("day"), valid_to__gt=OuterRef("day"))
    rows = list(
        DutyShift.objects.filter(district=district, in_force=True, day=day, group__kind=GroupKind.GRIDS.value)
        .exclude(Exists(away))
        .select_related("staff")
        .order_by("staff", "starts_at", "pk")
    )
    ids = {one.id for one in present}
    # A grid that was redrawn keeps its duty: it is found by its code.
    of_code = dict(Grid.objects.filter(pk__in=ids).values_list("code", "pk"))
    beside = _grids_of({row.group_id for row in rows}, of_code)
    posted = _posted(Posting.objects.on(day).filter(district=district), ids)
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    places: dict[int, tuple[int, ...]] = {}
    for row in rows:
        start, stop = (
            (moment - begin).total_seconds() for moment in (row.starts_at, min(row.ends_at, begin + _LONGEST))
        )
        spans[row.staff_id].append((start, min(stop, 86_400.0)))
        places[row.staff_id] = tuple(dict.fromkeys([*posted[row.staff_id], *beside[row.group_id]]))
    people = {row.staff_id: row.staff for row in rows}
    told = errands.trips(district.pk, *bounds(day))
    return [
        ShiftOf(
            staff, tuple(coverage.without(parts, [])), places[staff], _sent(told, people[staff], places[staff], begin)
        )
        for staff, parts in spans.items()
    ]


def _sent(
    told: list[Trip], staff: Staff, grid_ids: tuple[int, ...], begin: datetime
) -> tuple[tuple[float, float, str], ...]:
    """Return when somebody was sent to which case out of their grids, in seconds of the day."""
    return tuple(
        sorted(
            ((trip.begin - begin).total_seconds(), (trip.end - begin).total_seconds(), trip.errand.number)
            for trip in told
            if errands.concerns(trip.errand, user_id=staff.user_id, unit_id=staff.unit_id, grid_ids=grid_ids)
        )
    )


def _grids_of(groups: set[int], of_code: dict[str, int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    rows = RosterGroup.grids.through.objects.filter(rostergroup__in=groups).order_by("grid__code")
    for group_id, code in rows.values_list("rostergroup_id", "grid__code"):
        if code in of_code:
            found[group_id].append(of_code[code])
    return found


def _posted(postings: QuerySet[Posting], ids: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for staff_id, grid_id in postings.order_by("grid__code", "pk").values_list("staff_id", "grid_id"):
        if grid_id in ids:
            found[staff_id].append(grid_id)
    return found
