"""Plans to begin with: seeds spread over the islands, evened out, or today's plan mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from gridwarden.algorithms.partition.grow import grow
from gridwarden.algorithms.partition.sums import summed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.core import Core
    from gridwarden.algorithms.partition.problem import Floats, Ints

    Random = np.random.Generator

#: Part of the way to equal load that a handicap covers in one step.
_STEP = 0.35
_NEAR = 12
#: More atoms than this are sampled when the first seeds are drawn.
_SAMPLE = 20_000


class Places(NamedTuple):
    """Where the parts of a plan are seeded.

    ``east``, ``north f8[p]`` metres, ``island i8[p]``, ``held i8[p]`` the atom that is fixed in the part, or -1.
    """

    east: Floats
    north: Floats
    island: Ints
    held: Ints


def first_places(core: Core, counts: Ints, rng: Random, by_load: float) -> Places:
    """Draw the places of ``counts[i]`` parts in each island, far from each other (k-means++, Arthur 2007).

    ``by_load`` is the share of the load, 0..1, in the weight of an atom; the rest is area.
    """
    weight = by_load * core.load / max(core.load.sum(), 1e-9) + (1 - by_load) * core.area / core.area.sum()
    order = np.argsort(core.island, kind="stable")
    ends = np.searchsorted(core.island[order], np.arange(len(counts) + 1))
    chosen, held = [], []
    for island, count in enumerate(counts.tolist()):
        atoms = order[ends[island] : ends[island + 1]]
        fixed = atoms[core.label[atoms] >= 0]
        chosen.append(_spread(core, atoms, fixed, count, weight, rng))
        held.append(np.concatenate([fixed, np.full(count - len(fixed), -1)]))
    atoms = np.concatenate(chosen)
    return Places(core.east[atoms], core.north[atoms], core.island[atoms], np.concatenate(held))


def _spread(core: Core, atoms: Ints, fixed: Ints, count: int, weight: Floats, rng: Random) -> Ints:
    """Return ``count`` atoms, the fixed ones first, each drawn by weight and distance from those before it."""
    if len(atoms) > _SAMPLE:
        atoms = np.concatenate([fixed, rng.choice(atoms, _SAMPLE, replace=False)])
    chosen = fixed.tolist() or [int(rng.choice(atoms, p=_shares(weight[atoms])))]
    away = np.full(len(atoms), np.inf)
    for k in range(count):
        if k >= len(chosen):
            chosen.append(int(rng.choice(atoms, p=_shares(away * weight[atoms]))))
        one = chosen[k]
        away = np.minimum(away, (core.east[atoms] - core.east[one]) ** 2 + (core.north[atoms] - core.north[one]) ** 2)
        away[atoms == one] = 0
    return np.array(chosen[:count], dtype=np.int64)


def _shares(weight: Floats) -> Floats:
    total = weight.sum()
    return weight / total if total > 0 else np.full(len(weight), 1 / len(weight))


class Grower:
    """Grows plans on one core from places, and moves the places."""

    def __init__(self, core: Core) -> None:
        self.core = core
        # one tree for all islands: the third coordinate keeps them far apart
        self.gap = 4 * float(np.ptp(core.east) + np.ptp(core.north)) + 1.0
        self.tree = cKDTree(np.column_stack([core.east, core.north, core.island * self.gap]))

    def seeds(self, places: Places) -> Ints:
        """Return a different atom for each place, the nearest free one of its island."""
        near = min(_NEAR, len(self.core.load))
        asked = np.column_stack([places.east, places.north, places.island * self.gap])
        rows = self.tree.query(asked, k=near)[1].reshape(len(asked), near)
        seeds = places.held.copy()
        taken = set(seeds[seeds >= 0].tolist())
        for p in np.flatnonzero(seeds < 0).tolist():
            free = (one for one in rows[p].tolist() if self._is_free(one, places.island[p], taken))
            seeds[p] = next(free, -1)
            if seeds[p] < 0:
                seeds[p] = self._any_free(int(places.island[p]), taken)
            taken.add(int(seeds[p]))
        return seeds

    def _is_free(self, atom: int, island: int, taken: set[int]) -> bool:
        return self.core.island[atom] == island and self.core.label[atom] < 0 and atom not in taken

    def _any_free(self, island: int, taken: set[int]) -> int:
        atoms = np.flatnonzero((self.core.island == island) & (self.core.label < 0)).tolist()
        return next(one for one in atoms if one not in taken)

    def plan(self, places: Places, handicap: Floats) -> Ints:
        """Return the part of each atom, ``i8[a]``; -1 where none may take it."""
        part = np.full(len(self.core.load), -1, dtype=np.int64)
        grow(self.core, self.seeds(places), places.east, places.north, handicap, part)
        return part

    def evened(self, places: Places, target: Floats, rounds: int) -> Ints:
        """Return the plan with the least excess of load after moving places and handicaps ``rounds`` times."""
        handicap = np.zeros(len(target))
        best, least = self.plan(places, handicap), np.inf
        part = best
        for _ in range(rounds):
            area, load, places = self._measured(part, places)
            excess = float((load / np.maximum(target, 1e-9)).max()) if target.any() else 0.0
            if excess < least:
                best, least = part, excess
            usual = float(area.mean())
            step = np.clip(1 - load / np.maximum(target, 1e-9), -1, 1) * np.minimum(area, 2 * usual)
            handicap = handicap + _STEP * step * target.any()
            part = self.plan(places, handicap)
        return best

    def _measured(self, part: Ints, places: Places) -> tuple[Floats, Floats, Places]:
        """Return area and load of each part and the places moved to their centres."""
        core, parts = self.core, len(places.east)
        inside = part >= 0
        whose, area = part[inside], core.area[inside]
        total = summed(whose, area, parts)
        load = summed(whose, core.load[inside], parts)
        east = summed(whose, area * core.east[inside], parts) / total
        north = summed(whose, area * core.north[inside], parts) / total
        return total, load, places._replace(east=east, north=north)


def mended(core: Core, part: Ints, parts: int) -> NDArray[np.int64]:
    """Return a plan in which atoms with -1 have joined the nearest part that reaches them."""
    inside = part >= 0
    total = np.maximum(summed(part[inside], core.area[inside], parts), 1e-9)
    east = summed(part[inside], (core.area * core.east)[inside], parts) / total
    north = summed(part[inside], (core.area * core.north)[inside], parts) / total
    out = part.copy()
    grow(core, np.full(parts, -1), east, north, np.zeros(parts), out)
    return out
