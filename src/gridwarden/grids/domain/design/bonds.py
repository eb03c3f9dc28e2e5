"""Places that belong together or apart, as units; a wish that no plan can keep is refused by naming its places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import shapely

from gridwarden.grids.domain.design.refusals import DesignRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.wishes import Place, Wishes

    Ints = NDArray[np.int64]

#: Decimals of places, as the list of pairs on the page shows them.
_DECIMALS = 4
#: Two units that must lie together, as the solver names them.
_TWO_UNITS = re.compile(r"Units (\d+) and (\d+) must lie in one part and ")


def units_at(fabric: Fabric, pairs: Sequence[tuple[Place, Place]]) -> Ints:
    """Return the units in which pairs of places lie, n × 2; -1 for a place on land that no grid covers."""
    tree = shapely.STRtree(fabric.units.shapes)
    points = fabric.ground.frame.lay(shapely.points(np.array(pairs, dtype=np.float64).reshape(-1, 2)))
    at = np.full(len(points), -1, dtype=np.int64)
    which, unit = tree.query(points, predicate="intersects")
    at[which] = unit
    return at.reshape(-1, 2)


def check_bonds(fabric: Fabric, lock: Ints, wishes: Wishes) -> None:
    """Refuse pairs that locked grids, whole units or excluded land contradict.

    ``lock`` is the number of the locked grid of each unit, -1 for none.
    """
    codes = [grid.code for grid in wishes.locked]
    for pairs, check in ((wishes.together, _check_together), (wishes.apart, _check_apart)):
        for pair, units in zip(pairs, units_at(fabric, pairs), strict=True):
            for place, unit in zip(pair, units, strict=True):
                if unit < 0:
                    raise DesignRefused(f"{_said(place)} lies on land that no grid covers.")
            check(pair, units, [codes[number] if number >= 0 else "" for number in lock[units]])


def places_of(fabric: Fabric, wishes: Wishes) -> dict[int, str]:
    """Return by unit the place that was chosen in it, as people read it."""
    pairs = (*wishes.together, *wishes.apart)
    return {
        int(unit): _said(place)
        for pair, units in zip(pairs, units_at(fabric, pairs), strict=True)
        for place, unit in zip(pair, units, strict=True)
    }


def placed(message: str, known: dict[int, str]) -> str:
    """Return what the solver says of two units by the places chosen in them; numbers of units are nobody's to know."""
    found = _TWO_UNITS.match(message)
    one, other = (known.get(int(number)) for number in found.groups()) if found else (None, None)
    if one is None or other is None:
        return message
    if "differ in kind" in message:
        return f"{one} and {other} belong into one grid, but are land of two classes."
    return f"{one} and {other} belong into one grid, but no land of their class leads from one to the other."


def _check_together(pair: tuple[Place, Place], _units: Ints, codes: list[str]) -> None:
    if codes[0] != codes[1]:
        (one, other), locked = map(_said, pair), codes[0] or codes[1]
        raise DesignRefused(
            f"{one} and {other} belong into one grid, but the locked grid {locked} holds only one of them.",
            together=locked,
        )


def _check_apart(pair: tuple[Place, Place], units: Ints, codes: list[str]) -> None:
    one, other = map(_said, pair)
    if codes[0] and codes[0] == codes[1]:
        raise DesignRefused(
            f"{one} and {other} belong into two grids, but both lie in the locked grid {codes[0]}.", apart=codes[0]
        )
    if units[0] == units[1]:
        raise DesignRefused(
            f"{one} and {other} belong into two grids, but both lie in one block, and blocks stay whole.", apart="block"
        )


def _said(place: Place) -> str:
    return f"({place[0]:.{_DECIMALS}f}, {place[1]:.{_DECIMALS}f})"
