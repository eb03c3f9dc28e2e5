"""Islands: the components of the graph inside one kind. No part reaches beyond its island."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_matrix

from gridwarden.algorithms.partition.core import Core

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from gridwarden.algorithms.partition.problem import Floats, Ints


@dataclass(frozen=True, eq=False)
class Island:
    """One component.

    Parameters
    ----------
    number
        As in ``Core.island``.
    kind
        Of all its units.
    atoms
        ``i8[..]`` in rising order.
    load, area_m2
        Sums.
    bound
        No plan has fewer parts here.
    proof
        Which argument gave the bound: ``one``, ``area``, ``load``, ``packing``.
    """

    number: int
    kind: int
    atoms: Ints = field(repr=False)
    load: float
    area_m2: float
    bound: int = 1
    proof: str = "one"


def islands_of(core: Core) -> list[Island]:
    """Return all islands by number, without their bounds."""
    order = np.argsort(core.island, kind="stable")
    ends = np.searchsorted(core.island[order], np.arange(int(core.island.max()) + 2))
    rows = [order[ends[i] : ends[i + 1]] for i in range(len(ends) - 1)]
    return [
        Island(i, int(core.kind[atoms[0]]), atoms, float(core.load[atoms].sum()), float(core.area[atoms].sum()))
        for i, atoms in enumerate(rows)
    ]


def apportioned(loads: Floats, least: Ints, most: Ints, count: int) -> Ints:
    """Return how many parts each island gets so that the greatest load of a part, on average, is least.

    ``least i8[i]`` and ``most i8[i]`` bound the numbers. Giving one part after the other to the island with the
    greatest mean load is optimal, because a mean falls with each part given (Ibaraki & Katoh 1988).
    """
    given = least.copy()
    heap = [(-loads[i] / given[i], i) for i in range(len(loads)) if given[i] < most[i]]
    heapq.heapify(heap)
    for _ in range(count - int(least.sum())):
        if not heap:
            break
        _, i = heapq.heappop(heap)
        given[i] += 1
        if given[i] < most[i]:
            heapq.heappush(heap, (-loads[i] / given[i], i))
    return given


def sub_core(core: Core, atoms: Ints) -> Core:
    """Return some of the atoms as a problem of their own; ``atom`` still counts units of the whole."""
    per_atom = {name: getattr(core, name)[atoms] for name in _PER_ATOM}
    ptr, adj, price = _rows(core, core.ptr, core.adj, core.price, atoms)
    apart_ptr, apart_adj, _ = _rows(core, core.apart_ptr, core.apart_adj, np.ones(len(core.apart_adj)), atoms)
    return Core(
        ptr=ptr,
        adj=adj,
        price=price,
        apart_ptr=apart_ptr,
        apart_adj=apart_adj,
        look=core.look,
        atom=core.atom,
        **per_atom,
    )


_PER_ATOM = ("load", "area", "east", "north", "spread", "kind", "island", "label", "home", "may", "block", "reach")


def _rows(
    core: Core, ptr: Ints, adj: NDArray[np.int32], values: Floats, atoms: Ints
) -> tuple[Ints, NDArray[np.int32], Floats]:
    size = len(core.load)
    rows = csr_matrix((values, adj, ptr), shape=(size, size))[atoms][:, atoms].tocsr()
    rows.sort_indices()
    return rows.indptr.astype(np.int64), rows.indices.astype(np.int32), rows.data
