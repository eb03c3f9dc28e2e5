"""The least that can be walked twice in a town, however its roads are shared out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix, eye_array, hstack

from gridwarden.algorithms import roadnet

if TYPE_CHECKING:
    from gridwarden.grids.domain.design.fabric import Fabric

_LIMIT_S = 60.0


def least_deadhead(fabric: Fabric) -> float | None:
    """Return a proven bound below the deadhead share of every plan with one closed walk per grid.

    In a closed walk every crossing has an even number of ways, so in all walks together too: the ways walked besides
    make every odd crossing even. The shortest such ways are found as an integer program (a least T-join); where that
    is not solved in time, the bound is the one proven until then.
    """
    roads = roadnet.stretches(fabric.mesh, fabric.is_road, np.zeros(len(fabric.is_road), dtype=np.int64))
    nodes, ends = np.unique(roads.ends, return_inverse=True)
    ends = ends.reshape(-1, 2)
    degree = np.bincount(ends.ravel(), minlength=len(nodes))
    through = np.flatnonzero(ends[:, 0] != ends[:, 1])
    if not len(through):
        return None
    place = ends[through].ravel(), np.repeat(np.arange(len(through)), 2)
    at = coo_matrix((np.ones(len(place[0])), place), shape=(len(nodes), len(through)))
    # the ways at a crossing that are walked again are odd in number where its roads are: odd = again - 2 * pairs
    rows = hstack([at, -2.0 * eye_array(len(nodes))]).tocsr()
    metres = np.concatenate([roads.length_m[through], np.zeros(len(nodes))])
    most = np.concatenate([np.ones(len(through)), degree])
    odd = LinearConstraint(rows, degree % 2, degree % 2)
    found = milp(
        metres,
        integrality=np.ones(len(metres)),
        bounds=Bounds(0, most),
        constraints=odd,
        options={"time_limit": _LIMIT_S, "mip_rel_gap": 1e-6},
    )
    bound = found.mip_dual_bound if found.mip_dual_bound is not None else 0.0
    return float(bound / roads.length_m.sum())
