"""Driving along roads: at every end of a line, on along another that begins there."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

Point = tuple[float, float]
#: Both ends of a line and how many points it has.
Way = tuple[frozenset[Point], int]
#: Metres in a degree of latitude.
_DEGREE_M = 111_320.0
#: Ends of lines that are nearer than about a metre are one crossing.
_DIGITS = 5


class Place(NamedTuple):
    """Where a vehicle is: degrees, and the course clockwise from north."""

    lon: float
    lat: float
    course_deg: int


@dataclass(slots=True)
class Roads:
    """Lines of longitude and latitude, and which of them meet at a point."""

    lines: Sequence[Sequence[Point]]
    _at: dict[Point, list[list[Point]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for line in self.lines:
            for way in (list(line), list(line)[::-1]):
                self._at.setdefault(_crossing(way[0]), []).append(way)

    def begin(self, random: random.Random) -> list[Point]:
        """Return some line, in some direction."""
        line = list(random.choice(self.lines))
        return line if random.random() < 0.5 else line[::-1]  # noqa: PLR2004 - a coin

    def onward(self, line: list[Point], random: random.Random, taken: Counter[Way] | None = None) -> list[Point]:
        """Return a line that begins where ``line`` ends, the same way back only in a dead end.

        With ``taken``, how often each line was taken, it is one of those that were taken least.
        """
        ways = self._at.get(_crossing(line[-1]), [])
        others = [way for way in ways if way[:2] != line[::-1][:2]] or ways or [line[::-1]]
        if taken is not None:
            least = min(taken[way_of(way)] for way in others)
            others = [way for way in others if taken[way_of(way)] == least]
        return random.choice(others)


class Drive:
    """One vehicle or walker on its way, at a constant speed; a thorough one prefers what it passed least."""

    def __init__(self, roads: Roads, random: random.Random, speed_kmh: float, *, is_thorough: bool = False) -> None:
        self._taken: Counter[Way] | None = Counter() if is_thorough else None
        self._roads = roads
        self._random = random
        self.speed_kmh = speed_kmh
        self._line = roads.begin(random)
        self._leg = 0
        self._along_m = 0.0

    def after(self, seconds: float) -> Place:
        """Drive on for ``seconds`` and return where that leads."""
        left = seconds * self.speed_kmh / 3.6
        while True:
            start, end = self._line[self._leg], self._line[self._leg + 1]
            length = _metres(start, end)
            if self._along_m + left < length:
                self._along_m += left
                return _between(start, end, self._along_m / length)
            left -= length - self._along_m
            self._along_m = 0.0
            self._leg += 1
            if self._leg >= len(self._line) - 1:
                self._line, self._leg = self._roads.onward(self._line, self._random, self._taken), 0
                if self._taken is not None:
                    self._taken[way_of(self._line)] += 1
            if length == 0 and left == 0:
                return _between(start, end, 0.0)


def way_of(line: Sequence[Point]) -> Way:
    """Return by what a line is known, whichever way it is taken."""
    return frozenset((line[0], line[-1])), len(line)


def _crossing(point: Point) -> Point:
    return round(point[0], _DIGITS), round(point[1], _DIGITS)


def _metres(start: Point, end: Point) -> float:
    east = (end[0] - start[0]) * math.cos(math.radians(start[1])) * _DEGREE_M
    return math.hypot(east, (end[1] - start[1]) * _DEGREE_M)


def _between(start: Point, end: Point, share: float) -> Place:
    east = (end[0] - start[0]) * math.cos(math.radians(start[1]))
    course = round(math.degrees(math.atan2(east, end[1] - start[1]))) % 360
    return Place(start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share, course)
