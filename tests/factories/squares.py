"""Problems on a lattice of squares: the smallest named ones, and random towns of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from gridwarden.algorithms.partition import Problem

if TYPE_CHECKING:
    from numpy.typing import NDArray


def squares(
    columns: int, rows: int, *, side_m: float = 100.0, cap_m: float | list[float] = 1e6, **arrays: Any
) -> Problem:
    """Return ``columns`` × ``rows`` squares, numbered row by row from the south-west, each of load 1."""
    east, north = (one.ravel() for one in np.meshgrid(np.arange(columns), np.arange(rows)))
    n = columns * rows
    number = np.arange(n).reshape(rows, columns)
    edges = np.concatenate(
        [
            np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()]),
            np.column_stack([number[:-1].ravel(), number[1:].ravel()]),
        ]
    )
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    south_west = np.column_stack([east, north])
    given: dict[str, Any] = {
        "area_m2": np.full(n, side_m**2),
        "load": np.ones(n),
        "kind": np.zeros(n, dtype=np.int8),
        "centre": (south_west + 0.5) * side_m,
        "hull": ((south_west[:, None, :] + corners) * side_m).reshape(-1, 2),
        "hull_start": np.arange(n + 1) * 4,
        "edges": edges,
        "border_m": np.full(len(edges), side_m),
        "drawn_m": np.zeros(len(edges)),
        "cut_m": np.zeros(len(edges)),
        "cap_m": np.atleast_1d(cap_m),
    }
    return Problem(**given | arrays)


def without(problem: Problem, gone: NDArray[np.bool_]) -> Problem:
    """Return the problem without some of its units, as a town with holes and a river."""
    kept = np.flatnonzero(~gone)
    number = np.full(problem.size, -1)
    number[kept] = np.arange(len(kept))
    ends = number[problem.edges]
    inside = (ends >= 0).all(axis=1)
    corner_unit = np.repeat(np.arange(problem.size), np.diff(problem.hull_start))
    return Problem(
        **{name: getattr(problem, name)[kept] for name in ("area_m2", "load", "kind", "centre")},
        **{name: getattr(problem, name)[inside] for name in ("border_m", "drawn_m", "cut_m")},
        hull=problem.hull[number[corner_unit] >= 0],
        hull_start=np.concatenate([[0], np.cumsum(np.diff(problem.hull_start)[kept])]),
        edges=ends[inside],
        cap_m=problem.cap_m,
    )
