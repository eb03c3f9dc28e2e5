"""Patrol loops made short: whole roads to one grid each, and blocks at the border to the grid they suit better."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import shapely
from scipy.sparse import coo_matrix

from gridwarden.algorithms import roadnet, routing
from gridwarden.algorithms.partition.sums import summed
from gridwarden.grids.domain.design.sharing import Shares
from gridwarden.grids.domain.design.sorting import CLASSES

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from gridwarden.algorithms.roadnet import Stretches
    from gridwarden.grids.domain.design.fabric import Fabric
    from gridwarden.grids.domain.design.outcome import Outcome
    from gridwarden.grids.domain.design.params import DesignParams
    from gridwarden.grids.domain.design.posing import Work

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Bools = NDArray[np.bool_]

#: How even the loads of a class are kept where nothing is said.
EVEN = 1.1
#: Trades may use so much of the room above the mean: shorter loops for a little less evenness.
_ROOM = 0.9
#: A road with more work than this share of a mean load is cut where blocks end, if loads are uneven else.
_HEAVY = 0.4
#: With less time than this, fewer trades are tried.
_FULL_S = 15.0
#: Grids stay this much below their limit, so that a plane chosen otherwise measures no excess.
_MARGIN = 0.9995
#: A metre of border costs so many metres of way, off roads and waters and anywhere.
_OFF_LINES, _ANYWHERE = 1.0, 0.05


def walked(
    outcome: Outcome, params: DesignParams, stop: Callable[[], bool] | None = None, effort: float = 1.0
) -> Outcome:
    """Return the outcome after its grids have traded roads and blocks for shorter loops.

    Locked grids, blocks that must lie together or apart, and plans that should stay near today's keep their land;
    their roads are still shared anew. Networks with very many crossings stay as they are. A trade that leaves a class
    less even than is allowed, and than it was, is made again with heavy roads cut into pieces, then with roads alone,
    and else not at all. ``effort`` is the share of the usual trades.
    """
    whole, fixed = _whole(outcome.fabric), _fixed(outcome)
    if not whole.size or len(np.unique(whole.ends)) > routing.MOST_CROSSINGS:
        return outcome
    cut = _cut(outcome, whole)
    for stretches, still in ((whole, fixed), (cut, fixed), (cut, np.ones_like(fixed))):
        if stretches is whole and cut is not whole and _is_too_heavy(outcome, whole):
            continue
        ground, limits = ground_of(outcome.fabric, outcome.work, stretches), _limits(outcome, params, still)
        share = effort * params.time_limit_s / _FULL_S
        duties = routing.settled(ground, outcome.part, limits, params.seed, effort=share, stop=stop)
        shares = _shares(outcome.fabric, outcome.work, stretches, duties)
        traded = replace(outcome, part=duties.part, shares=shares, again_m=duties.again_m)
        if allowed(outcome, traded, params):
            return traded
    return outcome


def allowed(before: Outcome, after: Outcome, params: DesignParams) -> bool:
    """Tell whether no class is less even, and no grid fuller, than it may be, or than was so before."""
    was, even = before.max_over_mean, params.even or EVEN
    most = np.maximum(params.max_minutes or np.inf, before.shares.load.max())
    kept = all(ratio <= max(even, was[kind]) + 1e-9 for kind, ratio in after.max_over_mean.items())
    return kept and bool(after.shares.load.max() <= most + 1e-9)


def _limits(outcome: Outcome, params: DesignParams, fixed: Bools) -> routing.Limits:
    kind, locked = outcome.part_kind.copy(), len(outcome.wishes.locked)
    most, caps = np.full(len(kind), params.max_minutes or np.inf), _caps(params, kind)
    # Land is traded among those of one kind: a locked grid has its own, and takes no land either.
    kind[:locked] = len(CLASSES) + np.arange(locked)
    # what is less even than is asked already may not become less so, not even for the good of others
    even = params.even or EVEN
    was = np.array([outcome.max_over_mean[one] for one in outcome.part_kind.tolist()])
    worst = np.where(was > even, was, np.inf)
    return routing.Limits(kind, caps, _most(even), worst, most, fixed)


def _most(even: float) -> float:
    return 1.0 + _ROOM * (even - 1.0)


def shared(fabric: Fabric, work: Work, part: Ints, seed: int, even: float = EVEN) -> Shares:
    """Return who walks what in a plan of one class whose land stays."""
    stretches = _whole(fabric)
    ground, parts = ground_of(fabric, work, stretches), int(part.max()) + 1
    free, still = np.full(parts, np.inf), np.ones(len(part), dtype=np.bool_)
    limits = routing.Limits(np.zeros(parts, dtype=np.int64), free, _most(even), free, free, still)
    return _shares(fabric, work, stretches, routing.settled(ground, part, limits, seed))


def ground_of(fabric: Fabric, work: Work, stretches: Stretches) -> routing.Ground:
    """Return the roads and land of a fabric as routes are sought on them."""
    nodes, ends = np.unique(stretches.ends, return_inverse=True)
    metres = summed(stretches.stretch, fabric.length_m[stretches.segment], stretches.size)
    hulls = shapely.convex_hull(shapely.transform(fabric.units.shapes, fabric.ground.frame.measured))
    hull, owner = shapely.get_coordinates(hulls, return_index=True)
    off_m = work.neighbours.border_m - work.neighbours.drawn_m
    return routing.Ground(
        network=routing.Network(len(nodes), ends.reshape(-1, 2), metres),
        beside=_beside(fabric, stretches),
        road_minutes=summed(stretches.stretch, work.road[stretches.segment], stretches.size),
        unit_minutes=work.area,
        pairs=work.neighbours.pairs,
        price_m=_OFF_LINES * off_m + _ANYWHERE * work.neighbours.border_m,
        hull=hull,
        hull_start=np.searchsorted(owner, np.arange(fabric.units.size + 1)),
    )


def _cut(outcome: Outcome, whole: Stretches) -> Stretches:
    """Return roads cut at junctions; those of much work for the grids beside them also where blocks end."""
    heavy = _weight(outcome, whole) > _HEAVY
    if not heavy.any():
        return whole
    fabric = outcome.fabric
    label = np.zeros(len(fabric.is_road), dtype=np.int64)
    cut = whole.segment[heavy[whole.stretch]]
    _, beside = np.unique(np.sort(fabric.units.sides[cut], axis=1), axis=0, return_inverse=True)
    label[cut] = 1 + beside.ravel()
    return roadnet.stretches(fabric.mesh, fabric.is_road, label)


def _is_too_heavy(outcome: Outcome, whole: Stretches) -> bool:
    """Tell whether a road is more work than any grid beside it should have."""
    return bool((_weight(outcome, whole) > 1.0).any())


def _weight(outcome: Outcome, stretches: Stretches) -> Floats:
    """Return the work of each stretch over the least mean load among the classes of the grids beside it."""
    kind, load = outcome.part_kind, outcome.shares.load
    mean = np.bincount(kind, load) / np.maximum(np.bincount(kind), 1)
    sides = outcome.fabric.units.sides[stretches.segment]
    means = np.where(sides >= 0, mean[kind[outcome.part[sides]]], np.inf).min(axis=1)
    least = np.full(stretches.size, np.inf)
    np.minimum.at(least, stretches.stretch, means)
    minutes = summed(stretches.stretch, outcome.work.road[stretches.segment], stretches.size)
    return np.asarray(minutes / np.maximum(least, 1e-9))


def _whole(fabric: Fabric) -> Stretches:
    """Return roads cut at junctions only."""
    return roadnet.stretches(fabric.mesh, fabric.is_road, np.zeros(len(fabric.is_road), dtype=np.int64))


def _beside(fabric: Fabric, stretches: Stretches) -> csr_matrix:
    """Return the metres of each stretch in each unit, every side for half; outside the land the other side is all."""
    sides = fabric.units.sides[stretches.segment]
    sides = np.where(sides < 0, sides.max(axis=1, keepdims=True), sides)
    half_m = np.repeat(fabric.length_m[stretches.segment] / 2.0, 2)
    place = np.repeat(stretches.stretch, 2), sides.ravel()
    matrix = coo_matrix((half_m, place), shape=(stretches.size, fabric.units.size)).tocsr()
    matrix.sum_duplicates()
    return matrix


def _caps(params: DesignParams, kind: Ints) -> Floats:
    return np.asarray(np.array([params.limit_m(one) for one in CLASSES])[kind] * _MARGIN)


def _fixed(outcome: Outcome) -> Bools:
    """Return the units that stay where they are."""
    wishes, fabric = outcome.wishes, outcome.fabric
    if wishes.today and wishes.keep:
        return np.ones(fabric.units.size, dtype=np.bool_)
    frame = fabric.ground.frame
    fixed = outcome.part < len(wishes.locked)
    places = [place for pair in (*wishes.together, *wishes.apart) for place in pair]
    if places:
        points = frame.lay(shapely.points(np.array(places, dtype=np.float64)))
        fixed[shapely.STRtree(fabric.units.shapes).query(points, predicate="intersects")[1]] = True
    return np.asarray(fixed)


def _shares(fabric: Fabric, work: Work, stretches: Stretches, duties: routing.Duties) -> Shares:
    grid = np.full(len(fabric.is_road), -1, dtype=np.int64)
    grid[stretches.segment] = duties.owner[stretches.stretch]
    parts, kept = int(duties.part.max()) + 1, grid >= 0
    load = summed(duties.part, work.area, parts) + summed(grid[kept], work.road[kept], parts)
    return Shares(grid, load)
