"""Shops along the streets: the parties who answer for the pavement before their doors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.territory.spots import Setting
from gridwarden.simulation.territory.words import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    import shapely

    from gridwarden.simulation.territory.spots import Spot

#: Shops in a grid, by its class.
SHOPS_PER_GRID = {"A": 16, "B": 14, "C": 6}


@dataclass(frozen=True, slots=True)
class Shop:
    """A shop at the street, in metres around the middle."""

    name: str
    grid_code: str
    point: shapely.Point


def open_shops(spots: Iterable[Spot], *, seed: int) -> tuple[Shop, ...]:
    """Return the shops of all grids, each under a name of its own."""
    names = pairs("shop_names", "shop_trades", chance_of(seed, "shop names"))
    left: dict[str, int] = {}
    shops = []
    for spot in spots:
        if spot.setting not in (Setting.ROAD, Setting.BACK_STREET):
            continue
        open_here = left.setdefault(spot.grid_code, SHOPS_PER_GRID[spot.grid_code[0]])
        if open_here > 0:
            left[spot.grid_code] = open_here - 1
            shops.append(Shop(next(names), spot.grid_code, spot.point))
    return tuple(shops)
