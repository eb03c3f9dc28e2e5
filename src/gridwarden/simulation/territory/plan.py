"""The thirty-one responsibility grids: pieces of land between roads and water, claimed by hand-set points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import shapely
from shapely import Polygon, STRtree

from gridwarden.simulation.territory.curves import on_raster, polygons

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gridwarden.simulation.territory.drawing import Drawing, GridSeed
    from gridwarden.simulation.territory.ground import Ground

#: Greatest distance between two points of a grid patrolled on foot (source report).


class UnclaimedLand(ValueError):
    """A claim of the sketch points nowhere, or two grids claim the same piece."""


@dataclass(frozen=True, slots=True)
class PlannedGrid:
    """One responsibility grid, in metres around the middle."""

    code: str
    name: str
    zone: str
    shape: Polygon

    @property
    def grid_class(self) -> str:
        """Return A, B or C."""
        return self.code[0]

    @property
    def diameter_m(self) -> float:
        """Return the greatest distance between two points of the grid."""
        corners = shapely.get_coordinates(shapely.convex_hull(self.shape))
        across = corners[:, None, :] - corners[None, :, :]
        return float((across**2).sum(axis=2).max() ** 0.5)


@dataclass(frozen=True, slots=True)
class Piece:
    """Land between main roads and water, and the grid that has it."""

    shape: Polygon
    grid: PlannedGrid


@dataclass(frozen=True, slots=True)
class Plan:
    """All grids and the excluded mountain; together they are the district without gap or overlap."""

    grids: tuple[PlannedGrid, ...]
    pieces: tuple[Piece, ...]
    mountain: Polygon
    district: Polygon


def draw_plan(drawing: Drawing, ground: Ground) -> Plan:
    """Cut the land along roads, rivers and canals, and join the pieces to the sketch's grids."""
    land, mountain = _pieces(ground)
    owners = _spread(land, _claim(drawing, ground, land))
    grids = tuple(_grid(seed, land, owners, i) for i, seed in enumerate(drawing.grids))
    pieces = tuple(Piece(shape, grids[owner]) for shape, owner in zip(land, owners, strict=True))
    return Plan(grids=grids, pieces=pieces, mountain=mountain, district=_joined([*land, mountain]))


def _grid(seed: GridSeed, land: list[Polygon], owners: list[int], number: int) -> PlannedGrid:
    shape = _joined([piece for piece, owner in zip(land, owners, strict=True) if owner == number])
    return PlannedGrid(seed.code, seed.name, seed.zone, shape)


def _pieces(ground: Ground) -> tuple[list[Polygon], Polygon]:
    """Return the pieces of land between all lines, and the mountain; they share their vertices."""
    lines: list[BaseGeometry] = [ground.district.exterior, ground.mountain.exterior]
    lines += [road.line for road in ground.roads]
    lines += [river.line for river in ground.rivers if river.stroke.border]
    net = on_raster(shapely.union_all([on_raster(line) for line in lines]))
    faces = polygons(shapely.polygonize([net]))
    pieces = [face for face in faces if ground.district.covers(face.representative_point())]
    high = [piece for piece in pieces if ground.mountain.covers(piece.representative_point())]
    land = [piece for piece in pieces if piece not in high]
    return land, _joined(high)


def _joined(pieces: list[Polygon]) -> Polygon:
    joined = polygons(shapely.coverage_union_all(pieces))
    if len(joined) != 1:
        raise UnclaimedLand(f"not one piece: {[round(part.area) for part in joined]} m²")
    return cast("Polygon", joined[0].normalize())


def _claim(drawing: Drawing, ground: Ground, land: list[Polygon]) -> list[int | None]:
    owners: list[int | None] = [None] * len(land)
    tree = STRtree(land)
    for i, seed in enumerate(drawing.grids):
        for claim in seed.claims:
            for piece in tree.query(ground.point(claim), predicate="within"):
                _take(owners, int(piece), i, seed)
    return owners


def _take(owners: list[int | None], piece: int, owner: int, seed: GridSeed) -> None:
    if owners[piece] not in (None, owner):
        raise UnclaimedLand(f"{seed.code} claims what grid {owners[piece]} has")
    owners[piece] = owner


def _spread(land: list[Polygon], owners: list[int | None]) -> list[int]:
    """Give every unclaimed piece to the neighbour with which it shares the longest border."""
    tree = STRtree(land)
    waiting = [i for i, owner in enumerate(owners) if owner is None]
    while waiting:
        stuck = len(waiting)
        for i in list(waiting):
            owner = _closest_owner(land, owners, i, tree)
            if owner is not None:
                owners[i] = owner
                waiting.remove(i)
        if len(waiting) == stuck:
            raise UnclaimedLand(f"{stuck} pieces touch no grid")
    return [owner for owner in owners if owner is not None]


def _closest_owner(land: list[Polygon], owners: list[int | None], i: int, tree: STRtree) -> int | None:
    shared: dict[int, float] = {}
    for j in sorted(int(j) for j in tree.query(land[i], predicate="intersects")):
        owner = owners[j]
        if owner is not None:
            shared[owner] = shared.get(owner, 0.0) + land[i].boundary.intersection(land[j].boundary).length
    best = max(shared, key=lambda owner: shared[owner], default=None)
    return best if best is not None and shared[best] > 0 else None
