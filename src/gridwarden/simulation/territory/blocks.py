"""Cut the built-up land into blocks by streets, and blocks into lots."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from shapely import LineString, Polygon
from shapely.ops import split

from gridwarden.simulation.territory.curves import polygons

if TYPE_CHECKING:
    from random import Random

#: Cuts reach this far beyond the piece, so that they surely cross it.
_OVERSHOOT_M = 5.0


@dataclass(frozen=True, slots=True)
class Texture:
    """How a quarter is cut: blocks of about ``block_m2``, cuts off the middle by ``uneven``, bent by ``bend``."""

    block_m2: float
    uneven: float
    bend: float


#: Between two quarters of different use.
COARSE = Texture(150_000, 0.10, 0.02)
TEXTURES = {
    "towers": Texture(42_000, 0.06, 0.01),
    "offices": Texture(48_000, 0.08, 0.01),
    "campus": Texture(150_000, 0.08, 0.02),
    "housing": Texture(70_000, 0.12, 0.03),
    "old_town": Texture(13_000, 0.16, 0.05),
    "works": Texture(75_000, 0.12, 0.01),
    "park": Texture(900_000, 0.0, 0.0),
}


@dataclass(frozen=True, slots=True)
class Cuts:
    """What cutting left: the pieces, and the lines that were cut."""

    pieces: tuple[Polygon, ...]
    lines: tuple[LineString, ...]


def cut_up(piece: Polygon, *, wanted_m2: float, texture: Texture, chance: Random) -> Cuts:
    """Halve ``piece`` across its long side until no part is much larger than ``wanted_m2``."""
    done: list[Polygon] = []
    lines: list[LineString] = []
    waiting = [piece]
    while waiting:
        current = waiting.pop()
        halves = _halve(current, texture, chance) if current.area > 1.5 * wanted_m2 else None
        if halves is None:
            done.append(current)
        else:
            waiting += halves.pieces
            lines += halves.lines
    return Cuts(tuple(done), tuple(lines))


def _halve(piece: Polygon, texture: Texture, chance: Random) -> Cuts | None:
    line = _across(piece, texture, chance)
    parts = [part for part in polygons(split(piece, line)) if part.area > 1.0]
    if len(parts) < 2:  # noqa: PLR2004 - the line missed the piece
        return None
    inside = shapely.get_parts(line.intersection(piece))
    return Cuts(tuple(parts), tuple(part for part in inside if part.length > 1.0))


def _across(piece: Polygon, texture: Texture, chance: Random) -> LineString:
    """Return a line across the long side of ``piece``, near its middle, slightly bent."""
    corner, along, across = _sides(piece)
    middle = corner + along * (0.5 + texture.uneven * (2 * chance.random() - 1))
    width = float(np.hypot(*across))
    overshoot = across / width * _OVERSHOOT_M
    start, end = middle - overshoot, middle + across + overshoot
    if not texture.bend:
        return LineString([start, end])
    sag = along / float(np.hypot(*along)) * width * texture.bend * (2 * chance.random() - 1)
    t = np.linspace(0.0, 1.0, 7)[:, None]
    return LineString(start + (end - start) * t + sag * np.sin(math.pi * t))


def _sides(piece: Polygon) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return a corner of the smallest rectangle around ``piece``, its long side and its short side."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(piece))[:4]
    one, other = corners[1] - corners[0], corners[3] - corners[0]
    if np.hypot(*one) < np.hypot(*other):
        one, other = other, one
    return corners[0], one, other
