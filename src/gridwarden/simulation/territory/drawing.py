"""The hand-laid sketch of the invented district: what a planner would draw before any computing."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

#: A point of the sketch, in kilometres from the middle of the district.
Point = tuple[float, float]
Line = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn road or watercourse; ``border`` says whether grids may meet along it."""

    name: str
    line: Line
    border: bool
    highway: str = ""
    grade: str = ""
    width_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Blot:
    """A drawn closed shape: the mountain or a lake."""

    name: str
    ring: Line


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A place in the country: where a village, a cluster of houses or a nursery lies and how far it reaches."""

    name: str
    at: Point
    radius_m: float


@dataclass(frozen=True, slots=True)
class Quarter:
    """How a part of the built-up area is used: every block takes the use of the nearest quarter."""

    use: str
    at: Point


@dataclass(frozen=True, slots=True)
class GridSeed:
    """A responsibility grid as drawn: its code, its name, its zone and a point in each piece of land that it claims."""

    code: str
    name: str
    zone: str
    claims: Line

    @property
    def grid_class(self) -> str:
        """Return A, B or C."""
        return self.code[0]


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole sketch."""

    name: str
    code6: str
    core: str
    town: str
    boundary: Line
    mountain: Blot
    water: tuple[Stroke, ...]
    lakes: tuple[Blot, ...]
    railway: Stroke
    roads: tuple[Stroke, ...]
    hamlets: tuple[Hamlet, ...]
    clusters: tuple[Hamlet, ...]
    nurseries: tuple[Hamlet, ...]
    quarters: tuple[Quarter, ...]
    grids: tuple[GridSeed, ...]


@lru_cache(maxsize=1)
def load_drawing() -> Drawing:
    """Return the sketch that lies beside this module."""
    raw = json.loads(resources.files(__package__).joinpath("drawing.json").read_text("utf-8"))
    return Drawing(
        name=raw["name"],
        code6=raw["code6"],
        core=raw["core"],
        town=raw["town"],
        boundary=_line(raw["boundary"]),
        mountain=_blot(raw["mountain"]),
        water=tuple(_stroke(item) for item in raw["water"]),
        lakes=tuple(_blot(item) for item in raw["lakes"]),
        railway=_stroke(raw["railway"]),
        roads=tuple(_stroke(item) for item in raw["roads"]),
        hamlets=_spots(raw["hamlets"]),
        clusters=_spots(raw["clusters"]),
        nurseries=_spots(raw["nurseries"]),
        quarters=tuple(Quarter(item["use"], _point(item["at"])) for item in raw["quarters"]),
        grids=tuple(GridSeed(item["code"], item["name"], item["zone"], _line(item["claims"])) for item in raw["grids"]),
    )


def _point(raw: list[float]) -> Point:
    return raw[0], raw[1]


def _line(raw: list[list[float]]) -> Line:
    return tuple(_point(item) for item in raw)


def _stroke(raw: dict[str, Any]) -> Stroke:
    return Stroke(**{**raw, "line": _line(raw["line"])})


def _spots(raw: list[dict[str, Any]]) -> tuple[Hamlet, ...]:
    return tuple(Hamlet(item["name"], _point(item["at"]), item["radius_m"]) for item in raw)


def _blot(raw: dict[str, Any]) -> Blot:
    return Blot(raw["name"], _line(raw["ring"]))
