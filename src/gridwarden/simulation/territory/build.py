"""Put the whole district together and bring it to degrees."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from gridwarden.algorithms.geodesy import from_plane
from gridwarden.simulation.territory.addresses import AddressBook
from gridwarden.simulation.territory.curves import MIDDLE_M, PLANE_SRID
from gridwarden.simulation.territory.drawing import load_drawing
from gridwarden.simulation.territory.ground import lay_ground
from gridwarden.simulation.territory.hamlets import build_villages
from gridwarden.simulation.territory.landscape import plant
from gridwarden.simulation.territory.model import Area, GridArea, Place, Road, Territory
from gridwarden.simulation.territory.plan import draw_plan
from gridwarden.simulation.territory.roads import name_roads
from gridwarden.simulation.territory.shops import open_shops
from gridwarden.simulation.territory.spots import find_spots
from gridwarden.simulation.territory.town import build_town
from gridwarden.simulation.territory.zones import divide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gridwarden.simulation.territory.drawing import Drawing
    from gridwarden.simulation.territory.ground import Ground
    from gridwarden.simulation.territory.hamlets import Village
    from gridwarden.simulation.territory.landscape import Green
    from gridwarden.simulation.territory.plan import Plan
    from gridwarden.simulation.territory.roads import Way
    from gridwarden.simulation.territory.town import Town

#: The demo district's seed: its code.
SEED = 320299
#: Stored degrees have nine decimals, a tenth of a millimetre.
_DECIMALS = 9

G = TypeVar("G", bound=BaseGeometry)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything drawn, in metres around the middle."""

    drawing: Drawing
    ground: Ground
    plan: Plan
    town: Town
    villages: tuple[Village, ...]
    greens: tuple[Green, ...]
    ways: tuple[Way, ...]


@lru_cache(maxsize=2)
def build_territory(seed: int = SEED) -> Territory:
    """Return the district of ``seed``; the same seed gives the same district, vertex by vertex."""
    parts = draw_parts(seed)
    return Territory(
        name=parts.drawing.name,
        code6=parts.drawing.code6,
        plane_srid=PLANE_SRID,
        boundary=_in_degrees([parts.plan.district])[0],
        grids=_grids(parts),
        zones=_zones(parts),
        roads=_roads(parts),
        backdrop=_backdrop(parts),
        places=_places(parts, seed),
    )


def draw_parts(seed: int) -> Parts:
    """Draw the district from the lie of the land to the last alley."""
    drawing = load_drawing()
    ground = lay_ground(drawing, seed=seed)
    plan = draw_plan(drawing, ground)
    town = build_town(drawing, ground, plan, seed=seed)
    villages = build_villages(drawing, ground, seed=seed)
    greens = plant(drawing, ground, plan, town, villages)
    ways = name_roads(ground, town, villages, seed=seed)
    return Parts(drawing, ground, plan, town, villages, greens, ways)


def _grids(parts: Parts) -> tuple[GridArea, ...]:
    grids = parts.plan.grids
    shapes = _in_degrees([grid.shape for grid in grids])
    return tuple(
        GridArea(grid.code, grid.name, grid.grid_class, grid.zone, shape)
        for grid, shape in zip(grids, shapes, strict=True)
    )


def _zones(parts: Parts) -> tuple[Area, ...]:
    zones = divide(parts.drawing, parts.ground, parts.plan)
    shapes = _in_degrees([zone.shape for zone in zones])
    return tuple(
        Area(f"zone/{number}", zone.kind, zone.name, shape)
        for number, (zone, shape) in enumerate(zip(zones, shapes, strict=True), start=1)
    )


def _roads(parts: Parts) -> tuple[Road, ...]:
    lines = _in_degrees([way.line for way in parts.ways])
    return tuple(
        Road(way.key, way.name, way.highway, way.grade, way.is_main, line)
        for way, line in zip(parts.ways, lines, strict=True)
    )


def _backdrop(parts: Parts) -> tuple[Area, ...]:
    railway = parts.ground.railway
    houses = [*parts.town.buildings, *(cottage for village in parts.villages for cottage in village.cottages)]
    drawn: list[tuple[str, str, BaseGeometry]] = [
        *(("green", green.name, green.shape) for green in parts.greens),
        ("water", "", parts.ground.water),
        ("railway", railway.stroke.name, railway.inside),
        *(("building", "", house) for house in houses),
    ]
    shapes = _in_degrees([shape for _, _, shape in drawn])
    return tuple(
        Area(f"{kind}/{number}", kind, name, shape)
        for number, ((kind, name, _), shape) in enumerate(zip(drawn, shapes, strict=True), start=1)
    )


def _places(parts: Parts, seed: int) -> tuple[Place, ...]:
    """Return shops and spots with their addresses."""
    spots = find_spots(parts.ground, parts.plan, parts.ways, parts.town, parts.greens, seed=seed)
    book = AddressBook.of(parts.ways)
    found = [(shop.name, "shop", shop.grid_code, shop.point) for shop in open_shops(spots, seed=seed)]
    found += [("", spot.setting.value, spot.grid_code, spot.point) for spot in spots]
    lonlat = shapely.get_coordinates(_in_degrees([point for *_, point in found])).tolist()
    return tuple(
        Place(name, setting, grid_code, book.address(point), lon, lat)
        for (name, setting, grid_code, point), (lon, lat) in zip(found, lonlat, strict=True)
    )


def _in_degrees(shapes: Sequence[G]) -> list[G]:
    """Return ``shapes`` (metres around the middle) in degrees; shared vertices stay shared."""

    def convert(points: NDArray[np.float64]) -> NDArray[np.float64]:
        lon, lat = from_plane(points[:, 0] + MIDDLE_M[0], points[:, 1] + MIDDLE_M[1], PLANE_SRID)
        return np.round(np.column_stack([lon, lat]), _DECIMALS)

    moved: list[G] = shapely.transform(np.array(shapes, dtype=object), convert).tolist()
    return moved
