"""The problem as the search sees it: atoms, which are units that can only move as one.

Units that must lie together become one atom, with the units on the shortest way between them where they are no
neighbours. Neighbours of different kinds are forgotten, because no part can hold both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components, dijkstra

from gridwarden.algorithms.partition.sums import summed
from gridwarden.algorithms.partition.support import directions, unit_supports
from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.params import Params
    from gridwarden.algorithms.partition.problem import Bytes, Floats, Ints, Problem


class CannotLieTogether(Invalid):
    """Units that must share a part have no way between them, or differ in kind, or must also lie apart."""

    code = "cannot_lie_together"


class Core(NamedTuple):
    """Atoms and their neighbours, ``a`` atoms, ``d`` directions; a tuple, so that compiled code can take it.

    ``ptr i8[a+1]``, ``adj i4[..]``, ``price f8[..]``: the neighbours of an atom and what a border to each costs.
    ``apart_ptr``, ``apart_adj``: the atoms with which it must not lie. ``load``, ``area``, ``east``, ``north``
    (metres from the middle of the problem), ``spread`` (area times squared distance from its centre, m4),
    ``kind``, ``island`` (component of the graph), ``label`` (of a fixed part or -1), ``home`` (label of today or
    -1), ``may i8[a]`` (bit of each kind that it may have), ``block i8[a]`` (or -1), ``reach f4[a, d]`` (supports,
    metres), ``look f8[d, 2]``, ``atom i8[n]`` of each unit.
    """

    ptr: Ints
    adj: NDArray[np.int32]
    price: Floats
    apart_ptr: Ints
    apart_adj: NDArray[np.int32]
    load: Floats
    area: Floats
    east: Floats
    north: Floats
    spread: Floats
    kind: Bytes
    island: Ints
    label: Ints
    home: Ints
    may: Ints
    block: Ints
    reach: NDArray[np.float32]
    look: Floats
    atom: Ints


def condensed(problem: Problem, params: Params) -> Core:
    """Return the atoms of a problem.

    Raises
    ------
    CannotLieTogether
        What must lie together cannot; ``fields`` names ``together`` or ``fixed``.
    """
    same = problem.kind[problem.edges[:, 0]] == problem.kind[problem.edges[:, 1]]
    atom = _atoms(problem, problem.edges[same])
    atoms = int(atom.max()) + 1
    middle = problem.centre.mean(axis=0)
    look = directions(problem.size)
    reach = np.empty((atoms, len(look)), dtype=np.float32)
    unit_supports(problem.hull - middle, problem.hull_start, atom, look, reach)
    area = summed(atom, problem.area_m2, atoms)
    place = (problem.centre - middle).T
    east, north = (summed(atom, problem.area_m2 * along, atoms) / area for along in place)
    apart2 = (place[0] - east[atom]) ** 2 + (place[1] - north[atom]) ** 2
    kind = np.empty(atoms, dtype=np.int8)
    kind[atom] = problem.kind
    ptr, adj, price = _neighbours(problem, atom, atoms, same, edge_prices(problem, params))
    graph = csr_matrix((np.ones(len(adj), dtype=np.int8), adj, ptr), shape=(atoms, atoms))
    apart_ptr, apart_adj = _apart(problem, atom, atoms)
    return Core(
        ptr=ptr,
        adj=adj,
        price=price,
        apart_ptr=apart_ptr,
        apart_adj=apart_adj,
        load=summed(atom, problem.load, atoms),
        area=area,
        east=east,
        north=north,
        spread=summed(atom, problem.area_m2 * (apart2 + problem.area_m2 / 6), atoms),
        kind=kind,
        island=connected_components(graph, directed=False)[1].astype(np.int64),
        label=_label(problem.fixed, atom, atoms),
        home=_label(problem.start, atom, atoms),
        may=_kinds(problem, atom, atoms),
        block=_label(problem.block, atom, atoms),
        reach=reach,
        look=look,
        atom=atom,
    )


def edge_prices(problem: Problem, params: Params) -> Floats:
    """Return what a border between two neighbours costs, ``f8[e]``.

    A border of a metre costs a little, one beside the drawn lines more, and each metre of cut road its part of
    the mean; all in metres of border, to be divided by the perimeter of a part.
    """
    border = float(problem.border_m.sum())
    cut = float(problem.cut_m.sum())
    cut_scale = border / cut if cut > 0 else 0.0
    stray = np.maximum(problem.border_m - problem.drawn_m, 0)
    weights = params.weights
    return 0.2 * weights.compact * problem.border_m + weights.drawn * stray + weights.cut * cut_scale * problem.cut_m


def _atoms(problem: Problem, edges: Ints) -> Ints:
    """Return the atom of each unit, numbered in the order of their first units."""
    pairs = [_checked_pairs(problem, problem.together, "together"), _label_pairs(problem)]
    wanted = np.concatenate(pairs)
    if not len(wanted):
        return np.arange(problem.size)
    near = {(min(a, b), max(a, b)) for a, b in edges.tolist()}
    joined = [pair for pair in wanted.tolist() if (min(pair), max(pair)) in near]
    joined += _ways(problem, edges, [pair for pair in wanted.tolist() if (min(pair), max(pair)) not in near])
    ends = np.array(joined).reshape(-1, 2)
    graph = csr_matrix((np.ones(len(ends), dtype=np.int8), ends.T), shape=(problem.size, problem.size))
    group = connected_components(graph, directed=False)[1]
    _check_labels(problem, group)
    return np.unique(np.unique(group, return_index=True)[1][group], return_inverse=True)[1].astype(np.int64)


def _checked_pairs(problem: Problem, pairs: Ints | None, name: str) -> Ints:
    if pairs is None:
        return np.empty((0, 2), dtype=np.int64)
    mixed = problem.kind[pairs[:, 0]] != problem.kind[pairs[:, 1]]
    if mixed.any():
        one, other = pairs[mixed][0]
        text = f"Units {one} and {other} must lie in one part and differ in kind."
        raise CannotLieTogether(text, **{name: "joins units of two kinds"})
    return pairs


def _label_pairs(problem: Problem) -> Ints:
    """Chain the units that are fixed to one label."""
    if problem.fixed is None:
        return np.empty((0, 2), dtype=np.int64)
    order = np.argsort(problem.fixed, kind="stable")
    order = order[problem.fixed[order] >= 0]
    chain = np.column_stack([order[:-1], order[1:]])
    return _checked_pairs(problem, chain[problem.fixed[chain[:, 0]] == problem.fixed[chain[:, 1]]], "fixed")


def _ways(problem: Problem, edges: Ints, pairs: list[list[int]]) -> list[list[int]]:
    """Return the steps of a shortest way, by centres, between the two of each pair; around other fixed units."""
    if not pairs:
        return []
    steps: list[list[int]] = []
    fixed = problem.fixed if problem.fixed is not None else np.full(problem.size, -1)
    metres = np.hypot(*(problem.centre[edges[:, 0]] - problem.centre[edges[:, 1]]).T) + 1e-3
    for one, other in pairs:
        label = max(fixed[one], fixed[other])
        open_ = ((fixed[edges] < 0) | (fixed[edges] == label)).all(axis=1)
        graph = csr_matrix((metres[open_], edges[open_].T), shape=(problem.size, problem.size))
        _, before = dijkstra(graph, directed=False, indices=one, return_predecessors=True)
        at = other
        while at != one:
            if before[at] < 0:
                text = f"Units {one} and {other} must lie in one part and have no way between them inside their kind."
                raise CannotLieTogether(text, together="has no way between its units")
            steps.append([int(before[at]), at])
            at = int(before[at])
    return steps


def _check_labels(problem: Problem, group: Ints) -> None:
    """Refuse a group that would lie in two fixed parts."""
    if problem.fixed is None:
        return
    held = problem.fixed >= 0
    pairs = np.unique(np.column_stack([group[held], problem.fixed[held]]), axis=0)
    if len(np.unique(pairs[:, 0])) < len(pairs):
        text = "Units that must lie together are fixed to two different parts."
        raise CannotLieTogether(text, fixed="contradicts together")


def _label(labels: Ints | None, atom: Ints, atoms: int) -> Ints:
    """Return the label of each atom: the greatest of its units, which is the one that is not -1."""
    out = np.full(atoms, -1, dtype=np.int64)
    if labels is not None:
        np.maximum.at(out, atom, labels)
    return out


def _kinds(problem: Problem, atom: Ints, atoms: int) -> Ints:
    """Return the kinds that each atom may have: those of all its units, as bits."""
    may = np.full(atoms, -1, dtype=np.int64)
    np.bitwise_and.at(may, atom, (1 << problem.kind.astype(np.int64)) | (0 if problem.also is None else problem.also))
    return may


def mixed(problem: Problem, params: Params, core: Core) -> Core:
    """Return the atoms with all their neighbours, those of other kinds too."""
    every = np.ones(len(problem.edges), dtype=bool)
    ptr, adj, price = _neighbours(problem, core.atom, len(core.load), every, edge_prices(problem, params))
    return core._replace(ptr=ptr, adj=adj, price=price)


def _neighbours(
    problem: Problem, atom: Ints, atoms: int, same: NDArray[np.bool_], prices: Floats
) -> tuple[Ints, NDArray[np.int32], Floats]:
    """Return the neighbours of each atom as compressed rows, prices of parallel edges added."""
    ends = atom[problem.edges]
    keep = same & (ends[:, 0] != ends[:, 1])
    both = np.concatenate([ends[keep], ends[keep][:, ::-1]])
    # a price of nothing must still be an edge
    paid = np.tile(prices[keep] + 1e-9, 2)
    rows = csr_matrix((paid, both.T), shape=(atoms, atoms))
    rows.sum_duplicates()
    return rows.indptr.astype(np.int64), rows.indices.astype(np.int32), rows.data


def _apart(problem: Problem, atom: Ints, atoms: int) -> tuple[Ints, NDArray[np.int32]]:
    """Return the atoms that each atom must avoid, as compressed rows."""
    pairs = atom[problem.apart] if problem.apart is not None else np.empty((0, 2), dtype=np.int64)
    if (pairs[:, 0] == pairs[:, 1]).any():
        raise CannotLieTogether("Two units must lie together and apart.", apart="contradicts together or fixed")
    both = np.concatenate([pairs, pairs[:, ::-1]])
    rows = csr_matrix((np.ones(len(both), dtype=np.int8), both.T), shape=(atoms, atoms))
    return rows.indptr.astype(np.int64), rows.indices.astype(np.int32)
