"""Core and town: streets, blocks and what stands in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import shapely
from shapely import LineString, Polygon, STRtree

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.territory.blocks import COARSE, TEXTURES, cut_up
from gridwarden.simulation.territory.curves import polygons
from gridwarden.simulation.territory.footprints import build

if TYPE_CHECKING:
    from random import Random

    from gridwarden.simulation.territory.drawing import Drawing
    from gridwarden.simulation.territory.ground import Ground
    from gridwarden.simulation.territory.plan import Plan

#: Half the width of a road's land, by its class, in metres.
HALF_WIDTH_M = {"primary": 24.0, "secondary": 18.0, "tertiary": 11.0, "residential": 8.0, "living_street": 3.0}
RAIL_HALF_WIDTH_M = 28.0
#: Streets and houses keep this far from the water.
BANK_M = 9.0
#: One housing block in so many is a small park.
PARK_SHARE = 0.06
#: Plots of the core that are cleared and not yet built on (source report: 46).
IDLE_PLOTS = 46
_IDLE_USES = ("towers", "offices", "housing")
_MIN_BLOCK_M2, _MIN_PLOT_M2 = 300.0, 10_000.0


@dataclass(frozen=True, slots=True)
class Street:
    """A minor street; ``use`` is the quarter that it serves."""

    use: str
    line: LineString


@dataclass(frozen=True, slots=True)
class Block:
    """Land between streets, clear of them, and how it is used."""

    use: str
    shape: Polygon
    in_core: bool


@dataclass(frozen=True, slots=True)
class Town:
    """Everything built in core and town."""

    streets: tuple[Street, ...]
    blocks: tuple[Block, ...]
    buildings: tuple[Polygon, ...]


def build_town(drawing: Drawing, ground: Ground, plan: Plan, *, seed: int) -> Town:
    """Lay streets through the A and B grids, then build the blocks between them."""
    quarters = _Quarters(drawing, ground)
    obstacles = _Obstacles(ground)
    streets: list[Street] = []
    blocks: list[Block] = []
    for number, piece in enumerate(plan.pieces):
        if piece.grid.grid_class == "C":
            continue
        chance = chance_of(seed, "piece", number)
        for dry in obstacles.dry(piece.shape):
            lines, parts = _lay_streets(dry, quarters, chance)
            streets += lines
            blocks += [
                Block(use, clear, piece.grid.zone == "core") for use, part in parts for clear in obstacles.clear(part)
            ]
    blocks = _with_idle_plots(_with_parks(blocks, chance_of(seed, "parks")), chance_of(seed, "idle"))
    chance = chance_of(seed, "buildings")
    buildings = [house for block in blocks for house in build(block.shape, block.use, chance)]
    return Town(tuple(streets), tuple(blocks), tuple(buildings))


class _Quarters:
    """Which use each part of the town has."""

    def __init__(self, drawing: Drawing, ground: Ground) -> None:
        self.uses = [quarter.use for quarter in drawing.quarters]
        self.tree = STRtree([ground.point(quarter.at) for quarter in drawing.quarters])

    def use(self, land: Polygon | LineString) -> str:
        """Return the use of the quarter nearest to the middle of ``land``."""
        return self.uses[int(self.tree.nearest(land.centroid))]


class _Obstacles:
    """What streets and houses must leave free."""

    def __init__(self, ground: Ground) -> None:
        self.water = ground.water.buffer(BANK_M)
        roads = [road.line.buffer(HALF_WIDTH_M[road.stroke.highway]) for road in ground.roads]
        self.ways = [*roads, ground.railway.line.buffer(RAIL_HALF_WIDTH_M)]
        self.tree = STRtree(self.ways)

    def dry(self, land: Polygon) -> list[Polygon]:
        """Return ``land`` without water and its banks."""
        return polygons(land.difference(self.water))

    def clear(self, land: Polygon) -> list[Polygon]:
        """Return ``land`` without main roads and railway."""
        # Only what lies around: the ways run through the whole district.
        near = [shapely.clip_by_rect(self.ways[int(i)], *land.bounds) for i in self.tree.query(land)]
        free = land.difference(shapely.union_all(near)) if near else land
        return [part for part in polygons(free) if part.area > _MIN_BLOCK_M2]


def _lay_streets(land: Polygon, quarters: _Quarters, chance: Random) -> tuple[list[Street], list[tuple[str, Polygon]]]:
    """Cut ``land`` coarsely, then each part as its quarter wants it; return streets and what is left between them."""
    coarse = cut_up(land, wanted_m2=COARSE.block_m2, texture=COARSE, chance=chance)
    streets = [Street(quarters.use(line), line) for line in coarse.lines]
    parts: list[tuple[str, Polygon]] = []
    for part in coarse.pieces:
        use = quarters.use(part)
        cuts = cut_up(part, wanted_m2=TEXTURES[use].block_m2, texture=TEXTURES[use], chance=chance)
        streets += [Street(use, line) for line in cuts.lines]
        half = HALF_WIDTH_M["living_street" if use == "old_town" else "residential"]
        parts += [(use, shape) for piece in cuts.pieces for shape in polygons(piece.buffer(-half, join_style="mitre"))]
    return streets, parts


def _with_parks(blocks: list[Block], chance: Random) -> list[Block]:
    return [
        replace(block, use="park") if block.use == "housing" and chance.random() < PARK_SHARE else block
        for block in blocks
    ]


def _with_idle_plots(blocks: list[Block], chance: Random) -> list[Block]:
    candidates = [
        i
        for i, block in enumerate(blocks)
        if block.in_core and block.use in _IDLE_USES and block.shape.area > _MIN_PLOT_M2
    ]
    idle = set(chance.sample(candidates, IDLE_PLOTS))
    return [replace(block, use="idle") if i in idle else block for i, block in enumerate(blocks)]
