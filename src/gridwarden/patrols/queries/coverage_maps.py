"""Coverage drawn: roads of a grid, and the track of a person, as lines in one frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.grids.models import Grid
from gridwarden.patrols.domain.fixes import FixFlag
from gridwarden.patrols.models import Fix
from gridwarden.patrols.queries.coverage_inputs import bounds

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from gridwarden.patrols.queries.coverage_rows import PersonRow, RoadRow

_WIDE = 1000.0
_EDGE = 24.0
#: A track is broken where nothing was told for so long.
_BREAK_S = 120.0

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a drawing: points for SVG, how it looks, and what it says."""

    points: str
    look: str
    number: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines in a frame."""

    width: int
    height: int
    outline: tuple[str, ...]
    lines: tuple[Line, ...]
    #: How many metres the scale bar is worth, and how long it is.
    scale_m: int
    scale: float


class _Frame:
    """Degrees to the points of a drawing; north is up, metres are alike both ways."""

    def __init__(self, places: Sequence[Place]) -> None:
        west, east = min(lon for lon, _ in places), max(lon for lon, _ in places)
        south, north = min(lat for _, lat in places), max(lat for _, lat in places)
        self.west, self.north = west, north
        self.squeeze = math.cos(math.radians((south + north) / 2))
        wide, high = max((east - west) * self.squeeze, 1e-6), max(north - south, 1e-6)
        self.per_degree = min((_WIDE - 2 * _EDGE) / wide, (_WIDE - 2 * _EDGE) / high)
        self.width = round(wide * self.per_degree + 2 * _EDGE)
        self.height = round(high * self.per_degree + 2 * _EDGE)

    def points(self, line: Iterable[Place]) -> str:
        """Return a line as SVG writes it."""
        return " ".join(
            f"{(lon - self.west) * self.squeeze * self.per_degree + _EDGE:.1f},"
            f"{(self.north - lat) * self.per_degree + _EDGE:.1f}"
            for lon, lat in line
        )

    def scale(self) -> tuple[int, float]:
        """Return a round length that takes about a fifth of the width, in metres and in points."""
        per_m = self.per_degree / 111_195.0
        metres = next((m for m in (1000, 500, 200, 100, 50, 20) if m * per_m <= self.width / 4), 10)
        return metres, metres * per_m


def of_grid(grid_id: int, rows: Sequence[RoadRow]) -> Drawing:
    """Return the roads of a grid: passed as asked, too rarely, not at all, not asked."""
    rings = _rings([grid_id])
    frame = _Frame([place for ring in rings for place in ring] + [place for row in rows for place in row.line])
    lines = [Line(frame.points(row.line), road_look(row), row.number) for row in rows]
    return Drawing(frame.width, frame.height, tuple(map(frame.points, rings)), tuple(lines), *frame.scale())


def road_look(row: RoadRow) -> str:
    """Return how a segment looks: ``done``, ``some``, ``none`` or ``free``."""
    if row.required == 0:
        return "free"
    if row.passes == 0:
        return "none"
    return "done" if row.passes >= row.required else "some"


def of_person(row: PersonRow) -> Drawing | None:
    """Return a person's track on a day with the grid's outline, None where there is no track."""
    track = _track(row.device_id, row.day) if row.device_id else []
    rings = _rings([row.grid_id] if row.grid_id else [])
    if not track:
        return None
    frame = _Frame([place for ring in rings for place in ring] + [place for part in track for place in part])
    lines = [Line(frame.points(part), "track") for part in track]
    return Drawing(frame.width, frame.height, tuple(map(frame.points, rings)), tuple(lines), *frame.scale())


def _track(device_id: int, day: date) -> list[list[Place]]:
    """Return the parts of a track between silences; made-up places are left out."""
    begin, end = bounds(day)
    parts: list[list[Place]] = []
    last = None
    rows = Fix.objects.filter(device=device_id, at__gte=begin, at__lt=end).order_by("at")
    for at, lon, lat, flags in rows.values_list("at", "lon", "lat", "flags"):
        if not flags & FixFlag.FIXED or flags & FixFlag.MOCKED:
            continue
        if last is None or (at - last).total_seconds() > _BREAK_S:
            parts.append([])
        parts[-1].append((lon, lat))
        last = at
    return [part for part in parts if len(part) > 1]


def _rings(grid_ids: list[int]) -> list[list[Place]]:
    shapes = Grid.objects.filter(pk__in=grid_ids).values_list("geom", flat=True)
    return [[(x, y) for x, y in polygon[0].coords] for shape in shapes for polygon in shape]
