"""Draw the place of a paper: the roads around it, the grid's edge, and a pin. No map server, no picture of others."""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from gridwarden.algorithms.geodesy import METRES_A_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 360, 220
#: Metres from the pin to the left and right edge.
REACH_M = 260.0
#: Names keep clear of the drawing's sides, and of its top and bottom.
_CLEAR_X, _CLEAR_Y = 30, 12
_MOST_NAMES = 6
_STROKES = {"arterial": 11.0, "secondary": 7.5, "back_street": 4.5}


@dataclass(frozen=True, slots=True)
class Street:
    """A road as it is drawn, in degrees."""

    name: str
    grade: str
    lines: tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What lies around a place."""

    lon: float
    lat: float
    streets: tuple[Street, ...]
    #: Edge of the grid, as rings in degrees.
    grid: tuple[tuple[tuple[float, float], ...], ...] = ()


def svg(around: Surroundings) -> str:
    """Return the drawing as SVG, the pin in its middle, north up."""
    frame = _Frame(around.lon, around.lat)
    streets = sorted(around.streets, key=lambda street: (_STROKES.get(street.grade, 4.0), street.name))
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#f4f2ec"/>']
    for colour, wider in (("#c9c4b8", 1.6), ("#ffffff", 0.0)):
        parts += [_path(frame, street, colour, wider) for street in streets]
    parts += [_edge(frame, ring) for ring in around.grid]
    parts += _names(frame, streets)
    parts.append(_PIN)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
    return head + "".join(parts) + "</svg>"


_PIN = (
    f'<path d="M{WIDTH / 2:.0f} {HEIGHT / 2:.0f}c-5-8-10-13-10-20a10 10 0 0 1 20 0c0 7-5 12-10 20z" '
    'fill="#c02b2b" stroke="#ffffff" stroke-width="1.5"/>'
    f'<circle cx="{WIDTH / 2:.0f}" cy="{HEIGHT / 2 - 20:.0f}" r="3.6" fill="#ffffff"/>'
)


class _Frame:
    """From degrees to points of the drawing; over half a kilometre the earth is flat enough."""

    def __init__(self, lon: float, lat: float) -> None:
        self._lon, self._lat = lon, lat
        self._scale = WIDTH / 2 / REACH_M
        self._m_per_lon = METRES_A_DEGREE * math.cos(math.radians(lat))

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        x = (lon - self._lon) * self._m_per_lon * self._scale + WIDTH / 2
        y = HEIGHT / 2 - (lat - self._lat) * METRES_A_DEGREE * self._scale
        return x, y

    def path(self, line: Iterable[tuple[float, float]]) -> str:
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (self.point(*node) for node in line))


def _path(frame: _Frame, street: Street, colour: str, wider: float) -> str:
    width = _STROKES.get(street.grade, 4.0) + wider
    shape = "".join(frame.path(line) for line in street.lines)
    return f'<path d="{shape}" fill="none" stroke="{colour}" stroke-width="{width}" stroke-linecap="round"/>'


def _edge(frame: _Frame, ring: Iterable[tuple[float, float]]) -> str:
    return f'<path d="{frame.path(ring)}" fill="none" stroke="#1f6f8b" stroke-width="1.6" stroke-dasharray="6 4"/>'


def _names(frame: _Frame, streets: Sequence[Street]) -> list[str]:
    """Write each name once, where its road comes nearest to the pin, inside the frame."""
    written: dict[str, str] = {}
    for street in reversed(streets):
        spot = _spot(frame, street)
        if street.name and street.name not in written and spot:
            x, y = spot
            written[street.name] = (
                f'<text x="{x:.0f}" y="{y:.0f}" font-size="12" text-anchor="middle" fill="#3d3a33" '
                f'stroke="#ffffff" stroke-width="3" paint-order="stroke">{escape(street.name)}</text>'
            )
    return list(written.values())[:_MOST_NAMES]


def _spot(frame: _Frame, street: Street) -> tuple[float, float] | None:
    """Return where the name stands: the middle of the part of the road that is seen, away from the pin."""
    seen = [node for line in street.lines for node in _within(frame, line)]
    if not seen:
        return None
    x, y = seen[len(seen) // 2]
    return min(max(x, 40), WIDTH - 40), min(max(y + 4, 16), HEIGHT - 8)


def _within(frame: _Frame, line: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return points along the line every few metres that lie inside the drawing."""
    points = [frame.point(*node) for node in line]
    found = []
    for (x, y), (to_x, to_y) in pairwise(points):
        steps = max(1, int(math.hypot(to_x - x, to_y - y) // 12))
        along = ((x + (to_x - x) * step / steps, y + (to_y - y) * step / steps) for step in range(steps + 1))
        found += [spot for spot in along if _is_clear(*spot)]
    return found


def _is_clear(x: float, y: float) -> bool:
    return _CLEAR_X < x < WIDTH - _CLEAR_X and _CLEAR_Y < y < HEIGHT - _CLEAR_Y
