"""A day of a district judged: tracks, roads, grids and shifts in, figures out. All in metres and seconds of the day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from gridwarden.algorithms import coverage
from gridwarden.patrols.domain import daybars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.algorithms.coverage import Arrival, Clean, Kept, Passes, Presence, Streets, Track
    from gridwarden.patrols.domain.coverage import Plan

#: A road on a border belongs to the grids on both sides.
_BORDER_M = 3.0


@dataclass(frozen=True)
class RoadOf:
    """A road as the register has it."""

    name: str
    grade: str
    line: shapely.Geometry = field(repr=False)


@dataclass(frozen=True)
class GridOf:
    """A grid on the day."""

    id: int
    grid_class: str
    is_driven: bool
    area: shapely.Geometry = field(repr=False)


@dataclass(frozen=True)
class DeviceTrack:
    """What a device told; ``staff_id`` carried it."""

    device_id: int
    staff_id: int | None
    is_driven: bool
    track: Track = field(repr=False)


@dataclass(frozen=True)
class ShiftOf:
    """Somebody's working time, and where; the first grid is the one under which they are listed."""

    staff_id: int
    spans: tuple[tuple[float, float], ...]
    grid_ids: tuple[int, ...]
    #: Begin, end and the case to which they were sent out of these grids.
    sent: tuple[tuple[float, float, str], ...] = ()


@dataclass(frozen=True)
class SegmentFigures:
    """A segment in a grid."""

    grid_id: int
    road: RoadOf
    line: shapely.Geometry = field(repr=False)
    length_m: float
    required: int
    gap_s: float | None
    #: begin, end, side, device.
    times: tuple[tuple[float, float, int, int], ...]


@dataclass(frozen=True)
class Base:
    """What a figure rests on."""

    fixes: int
    dropped: int
    median_gap_m: float


@dataclass(frozen=True)
class GridFigures:
    """A grid."""

    grid_id: int
    kept: Kept
    base: Base
    length_m: float


@dataclass(frozen=True)
class PersonFigures:
    """A person."""

    staff_id: int
    grid_id: int | None
    device_id: int | None
    span: tuple[float, float] | None
    presence: Presence
    arrival: Arrival | None
    arrived_s: float | None
    base: Base
    metres: float
    passes: int
    bars: list[tuple[float, float, str]]
    sent: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class DayFigures:
    """All figures of a day."""

    grids: list[GridFigures]
    segments: list[SegmentFigures]
    people: list[PersonFigures]


def judge(
    plan: Plan,
    roads: Sequence[RoadOf],
    grids: Sequence[GridOf],
    tracks: Sequence[DeviceTrack],
    shifts: Sequence[ShiftOf],
) -> DayFigures:
    """Return all figures of a day."""
    params = {driven: plan.method(is_driven=driven) for driven in (False, True)}
    fixes = [coverage.clean(one.track, params[one.is_driven]) for one in tracks]
    streets, passes = _matched(plan, roads, fixes)
    near = {grid.id: _prepared(shapely.buffer(grid.area, params[False].margin_m)) for grid in grids}
    segments = _segments(plan, roads, grids, streets, passes, tracks)
    figures = [_grid(plan, grid, [s for s in segments if s.grid_id == grid.id], tracks, fixes, near) for grid in grids]
    return DayFigures(figures, segments, _people(plan, tracks, fixes, shifts, near, passes))


def _matched(plan: Plan, roads: Sequence[RoadOf], fixes: Sequence[Clean]) -> tuple[Streets | None, Passes]:
    if not roads:
        return None, coverage.joined([])
    params = plan.method(is_driven=True)
    lines = np.array([road.line for road in roads], dtype=object)
    streets = coverage.streets(lines, cell_m=params.cell_m, longest_m=params.longest_m)
    matcher = coverage.Matcher(streets, params)
    return streets, coverage.joined([matcher.passes(one, number) for number, one in enumerate(fixes)])


def _prepared(area: shapely.Geometry) -> shapely.Geometry:
    shapely.prepare(area)
    return area


def _segments(
    plan: Plan, roads: Sequence[RoadOf], grids: Sequence[GridOf], streets: Streets | None, passes: Passes,
    tracks: Sequence[DeviceTrack],
) -> list[SegmentFigures]:  # fmt: skip
    if streets is None:
        return []
    gaps = passes.longest_gap_s(streets.size)
    first = np.searchsorted(passes.segment, np.arange(streets.size + 1))
    middle = shapely.line_interpolate_point(streets.shapes, 0.5, normalized=True)
    found = []
    for grid in grids:
        for segment in np.flatnonzero(shapely.dwithin(grid.area, middle, _BORDER_M)).tolist():
            road = roads[int(streets.road[segment])]
            rows = range(int(first[segment]), int(first[segment + 1]))
            times = tuple(
                (
                    round(float(passes.begun_s[row])), round(float(passes.ended_s[row])), int(passes.side[row]),
                    tracks[int(passes.track[row])].device_id,
                )
                for row in rows
            )  # fmt: skip
            gap = None if np.isnan(gaps[segment]) else float(gaps[segment])
            length = float(streets.length_m[segment])
            asked = plan.passes(road.grade, grid.grid_class)
            found.append(SegmentFigures(grid.id, road, streets.shapes[segment], length, asked, gap, times))
    return found


def _grid(
    plan: Plan, grid: GridOf, segments: list[SegmentFigures], tracks: Sequence[DeviceTrack], fixes: Sequence[Clean],
    near: dict[int, shapely.Geometry],
) -> GridFigures:  # fmt: skip
    base = _base_in(near[grid.id], tracks, fixes)
    kept = coverage.kept(
        np.array([one.length_m for one in segments]), np.array([len(one.times) for one in segments], dtype=np.int64),
        np.array([one.required for one in segments], dtype=np.int64), fixes=base.fixes, median_gap_m=base.median_gap_m,
        sparse_m=plan.method(is_driven=False).sparse_m,
    )  # fmt: skip
    return GridFigures(grid.id, kept, base, sum(one.length_m for one in segments))


def _base_in(area: shapely.Geometry, tracks: Sequence[DeviceTrack], fixes: Sequence[Clean]) -> Base:
    """Return what is known of an area: the fixes in it, and how far apart they lie."""
    count = dropped = 0
    gaps: list[Any] = []
    for one, clean in zip(tracks, fixes, strict=True):
        inside = shapely.contains_xy(area, clean.xy)
        if not inside.any():
            continue
        count += int(inside.sum())
        dropped += int(shapely.contains_xy(area, one.track.xy).sum()) - int(inside.sum())
        step = np.hypot(*np.diff(clean.xy, axis=0).T)
        gaps.append(step[(inside[1:] | inside[:-1]) & (step >= coverage.STANDING_M)])
    together = np.concatenate(gaps) if gaps else np.empty(0)
    return Base(count, max(dropped, 0), float(np.median(together)) if len(together) else 0.0)


def _people(
    plan: Plan, tracks: Sequence[DeviceTrack], fixes: Sequence[Clean], shifts: Sequence[ShiftOf],
    near: dict[int, shapely.Geometry], passes: Passes,
) -> list[PersonFigures]:  # fmt: skip
    carried: dict[int, int] = {}
    for place, one in enumerate(tracks):
        # Who carries two is judged by the one that told more.
        if one.staff_id is None:
            continue
        best = carried.get(one.staff_id)
        if best is None or tracks[best].track.size < one.track.size:
            carried[one.staff_id] = place
    on = {shift.staff_id: shift for shift in shifts}
    counts = np.bincount(passes.track, minlength=len(tracks)) if len(tracks) else np.empty(0, dtype=np.int64)
    found = []
    for staff_id in sorted({*carried, *on}):
        shift, number = on.get(staff_id), carried.get(staff_id)
        found.append(
            _person(
                plan, staff_id, shift, near,
                None if number is None else (tracks[number], fixes[number], int(counts[number])),
            )
        )  # fmt: skip
    return found


def _person(
    plan: Plan, staff_id: int, shift: ShiftOf | None, near: dict[int, shapely.Geometry],
    told: tuple[DeviceTrack, Clean, int] | None,
) -> PersonFigures:  # fmt: skip
    empty = coverage.clean(coverage.track(np.empty(0), np.empty((0, 2))), plan.method(is_driven=False))
    fixes = told[1] if told else empty
    areas = [near[grid_id] for grid_id in (shift.grid_ids if shift else ()) if grid_id in near]
    inside = np.zeros(len(fixes.at_s), dtype=np.bool_)
    for area in areas:
        inside |= shapely.contains_xy(area, fixes.xy)
    spans = shift.spans if shift else ()
    sent = [(begin, end) for begin, end, _ in shift.sent] if shift else []
    arrival, came = (None, None)
    if spans:
        whole = (min(begin for begin, _ in spans), max(end for _, end in spans))
        params = plan.method(is_driven=bool(told and told[0].is_driven))
        arrival, came = coverage.arrival(fixes, inside, whole, params, sent)
    step = np.hypot(*np.diff(fixes.xy, axis=0).T)[fixes.is_linked[1:]] if len(fixes.at_s) else np.empty(0)
    return PersonFigures(
        staff_id=staff_id,
        grid_id=next((grid_id for grid_id in (shift.grid_ids if shift else ()) if grid_id in near), None),
        device_id=told[0].device_id if told else None,
        span=(spans[0][0], spans[-1][1]) if spans else None,
        presence=coverage.presence(fixes, inside, spans, sent),
        arrival=arrival,
        arrived_s=came,
        base=Base(len(fixes.at_s), fixes.dropped, fixes.median_gap_m),
        metres=float(step[step >= coverage.STANDING_M].sum()),
        passes=told[2] if told else 0,
        bars=daybars.bars(fixes, inside, spans, sent),
        sent=shift.sent if shift else (),
    )
