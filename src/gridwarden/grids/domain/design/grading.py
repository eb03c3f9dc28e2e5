"""Roads in three levels, each with the reasons that led there (主干道严管、次干道严控、背街小巷规范管理)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.algorithms import roadnet
from gridwarden.grids.domain.design.checks import BadDesignParams
from gridwarden.grids.domain.design.town import ZONES
from gridwarden.grids.domain.kinds import ControlLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gridwarden.algorithms.roadnet import Mesh
    from gridwarden.grids.domain.design.ground import Ground
    from gridwarden.grids.domain.design.params import DesignParams, Grading, Override
    from gridwarden.grids.domain.design.zoning import ZoneMap

    Floats = NDArray[np.float64]

#: How much a class of road says for itself, from 0 to 1.
_RANK = {
    "motorway": 1.0,
    "trunk": 1.0,
    "primary": 1.0,
    "secondary": 0.75,
    "tertiary": 0.5,
    "unclassified": 0.3,
    "road": 0.3,
    "residential": 0.25,
    "pedestrian": 0.5,
    "living_street": 0.2,
    "service": 0.05,
}
#: A facility counts for the roads within this distance.
_FRONTAGE_M = 40.0


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that counted: what, as it was found, how much from 0 to 1, and its share of the score."""

    factor: str
    found: str
    value: float
    weight: float

    def told(self) -> str:
        """Return the reason in words."""
        return f"{self.factor} {self.found} ({self.value:.2f} × {self.weight:.2f})"


@dataclass(frozen=True, slots=True)
class Grade:
    """A road's level, its score from 0 to 1 and what it is made of; ``override`` where a person decided."""

    level: ControlLevel
    score: float
    reasons: tuple[Reason, ...]
    override: Override | None = None

    def told(self) -> str:
        """Return why the road has this level, in a sentence."""
        parts = " + ".join(reason.told() for reason in self.reasons)
        if self.override is None:
            return f"{self.level.value}: score {self.score:.2f} = {parts}"
        return (
            f"{self.level.value} since {self.override.on}: {self.override.reason} (by rule {self.score:.2f} = {parts})"
        )


def graded(ground: Ground, mesh: Mesh, zones: ZoneMap, params: DesignParams) -> tuple[Grade, ...]:
    """Return the grade of each road of the ground."""
    rule = params.grading
    metres = _metres_of_roads(ground, mesh)
    factors = [
        _traffic(ground, mesh, params, metres),
        _highway(ground, rule),
        _location(ground, mesh, zones, rule),
    ]
    if len(ground.facilities) or len(ground.buildings):
        factors.append(_facilities(ground, rule, metres))
    chosen = _overrides(ground, params.overrides)
    return tuple(_grade(rule, [factor[road] for factor in factors], chosen.get(road)) for road in range(len(metres)))


def _grade(rule: Grading, reasons: Sequence[Reason], override: Override | None) -> Grade:
    total = sum(reason.weight for reason in reasons)
    shares = tuple(Reason(one.factor, one.found, one.value, one.weight / total) for one in reasons if one.weight)
    score = sum(one.value * one.weight for one in shares)
    if score >= rule.strict_from:
        level = ControlLevel.STRICT
    else:
        level = ControlLevel.CONTROLLED if score >= rule.controlled_from else ControlLevel.REGULATED
    return Grade(override.level if override else level, score, shares, override)


def _metres_of_roads(ground: Ground, mesh: Mesh) -> Floats:
    on_road = (mesh.source >= 0) & (mesh.source < len(ground.roads))
    return np.bincount(mesh.source[on_road], mesh.length_m[on_road], len(ground.roads)).astype(np.float64)


def _traffic(ground: Ground, mesh: Mesh, params: DesignParams, metres: Floats) -> list[Reason]:
    """Return what traffic says: the count where there is one, else the road's place in the order of betweenness."""
    rule = params.grading
    places = _places(_betweenness(ground, mesh, params.seed, metres), metres)
    return [
        Reason("betweenness", f"above {place:.0%} of the road length", float(place), rule.flow)
        if road.flow is None
        else Reason("flow", f"{road.flow:.0f} veh/h", min(1.0, road.flow / rule.full_flow), rule.flow)
        for road, place in zip(ground.roads, places, strict=True)
    ]


def _betweenness(ground: Ground, mesh: Mesh, seed: int, metres: Floats) -> Floats:
    on_road = (mesh.source >= 0) & (mesh.source < len(ground.roads))
    stretches = roadnet.stretches(mesh, on_road, mesh.source)
    passing = roadnet.betweenness(stretches, seed)
    road = stretches.first_of(mesh.source)
    total = np.bincount(road, passing * stretches.length_m, len(metres)) if stretches.size else np.zeros(len(metres))
    return np.asarray(total / np.maximum(metres, 1e-9))


def _places(values: Floats, metres: Floats) -> Floats:
    """Return for each road the share of the road length that lies on roads with a smaller value."""
    order = np.argsort(values, kind="stable")
    below = np.cumsum(metres[order]) - metres[order]
    _, first = np.unique(values[order], return_index=True)
    level = np.searchsorted(first, np.arange(len(order)), side="right") - 1
    places = np.empty(len(values))
    places[order] = below[first[level]] / max(float(metres.sum()), 1e-9)
    return places


def _highway(ground: Ground, rule: Grading) -> list[Reason]:
    return [
        Reason("class", road.highway, _RANK.get(road.highway.removesuffix("_link"), 0.25), rule.highway)
        for road in ground.roads
    ]


def _location(ground: Ground, mesh: Mesh, zones: ZoneMap, rule: Grading) -> list[Reason]:
    """Return what the zones say through which a road leads, by length."""
    on_road = (mesh.source >= 0) & (mesh.source < len(ground.roads))
    zone = zones.at(mesh.middle[on_road])
    metres = np.zeros((len(ground.roads), len(ZONES)))
    np.add.at(metres, (mesh.source[on_road], zone), mesh.length_m[on_road])
    worth = np.array([rule.places.of(one) for one in ZONES])
    share = metres / np.maximum(metres.sum(axis=1, keepdims=True), 1e-9)
    return [Reason("location", ZONES[int(np.argmax(row))].value, float(row @ worth), rule.location) for row in share]


def _facilities(ground: Ground, rule: Grading, metres: Floats) -> list[Reason]:
    """Return how many buildings and known facilities lie along each road."""
    tree = shapely.STRtree(np.concatenate([ground.facilities, ground.buildings]))
    road, _ = tree.query(ground.road_lines, predicate="dwithin", distance=_FRONTAGE_M)
    whole_m = np.maximum(np.asarray(shapely.length(ground.road_lines), dtype=np.float64), metres)
    per_km = np.bincount(road, minlength=len(metres)) / np.maximum(whole_m, 100.0) * 1000
    return [
        Reason("frontage", f"{one:.0f} per km", min(1.0, float(one) / rule.full_facilities), rule.facility)
        for one in per_km
    ]


def _overrides(ground: Ground, overrides: Sequence[Override]) -> dict[int, Override]:
    """Return whose level a person has set; the latest day wins."""
    chosen: dict[int, Override] = {}
    for override in sorted(overrides, key=lambda one: one.on):
        found = [n for n, road in enumerate(ground.roads) if override.road in {road.key, road.name}]
        if not found:
            raise BadDesignParams(f"overrides: no road within the boundary is called {override.road!r}.")
        chosen.update(dict.fromkeys(found, override))
    return chosen
