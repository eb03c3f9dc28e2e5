"""What is to be divided: units of a plane with their neighbours, and what may not be done to them.

Lengths are metres in one plane, areas square metres, loads whatever the caller counts, for example minutes a day.
``n`` units, ``e`` pairs of neighbours, ``k`` kinds, ``m`` corners of hulls.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gridwarden.algorithms.refusals import Invalid

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bytes = NDArray[np.int8]


class BadProblem(Invalid):
    """The arrays of a problem do not fit together; ``fields`` names the array."""

    code = "bad_partition_problem"


@dataclass(frozen=True, eq=False)
class Problem:
    """Units to be divided into contiguous parts, each of one kind and no wider than its kind allows.

    Parameters
    ----------
    area_m2
        ``f8[n]`` square metres, positive.
    load
        ``f8[n]`` work of each unit, not negative.
    kind
        ``i1[n]`` class of each unit, 0..k-1; a part holds units of one kind only.
    centre
        ``f8[n, 2]`` a point that stands for the unit, metres.
    hull
        ``f8[m, 2]`` corners of the convex hulls of all units, one after the other, metres.
    hull_start
        ``i8[n + 1]`` the hull of unit ``u`` is ``hull[hull_start[u]:hull_start[u + 1]]``.
    edges
        ``i8[e, 2]`` pairs of neighbours, each pair once in either order.
    border_m
        ``f8[e]`` length of the common border.
    drawn_m
        ``f8[e]`` how much of it runs along a line that a border should follow, such as a road or water.
    cut_m
        ``f8[e]`` weighted metres of road that are cut if the two lie in different parts.
    cap_m
        ``f8[k]`` greatest distance between two points of a part, per kind.
    fixed
        ``i8[n]`` label of the part in which a unit must lie, or -1. Units of one label lie together, units of
        two labels apart; others may join them. ``None``: nothing is fixed.
    together, apart
        ``i8[t, 2]`` pairs of units that must, or must not, lie in one part.
    start
        ``i8[n]`` label of the part in which each unit lies today, -1 for none; ``None``: there is no plan today.
    also
        ``i8[n]`` further kinds that a unit may take on beside its own, bit ``1 << kind`` for each. Parts are made of
        units of their kind first; then units that border a part of such a kind may join it. ``None``: none may.
    shared
        ``f8[e]`` work of what lies between two neighbours, as far as it is part of ``load``: half for each of them
        where their kinds are equal, else all for the lesser kind. It follows the kinds when units take on others.
    block
        ``i8[n]`` block in which each unit lies, -1 for none; what a part holds of a block may change hands at once.
    """

    area_m2: Floats
    load: Floats
    kind: Bytes
    centre: Floats = field(repr=False)
    hull: Floats = field(repr=False)
    hull_start: Ints = field(repr=False)
    edges: Ints = field(repr=False)
    border_m: Floats = field(repr=False)
    drawn_m: Floats = field(repr=False)
    cut_m: Floats = field(repr=False)
    cap_m: Floats
    fixed: Ints | None = field(default=None, repr=False)
    together: Ints | None = field(default=None, repr=False)
    apart: Ints | None = field(default=None, repr=False)
    start: Ints | None = field(default=None, repr=False)
    also: Ints | None = field(default=None, repr=False)
    shared: Floats | None = field(default=None, repr=False)
    block: Ints | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        for name, shape, dtype in _shapes(self):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, _checked(name, value, shape, dtype))
        _check_values(self)
        _check_pairs(self)

    @property
    def size(self) -> int:
        """Number of units, ``n``."""
        return len(self.area_m2)

    @property
    def kinds(self) -> int:
        """Number of kinds, ``k``; a kind may have no unit."""
        return len(self.cap_m)

    @cached_property
    def has_today(self) -> bool:
        """Whether there is a plan of today from which changes are counted."""
        return self.start is not None


def _shapes(problem: Problem) -> list[tuple[str, tuple[int, ...], type[np.generic]]]:
    """Name, shape (-1: any length) and type of every array."""
    n, e = len(problem.area_m2), len(problem.edges)
    return [
        ("area_m2", (n,), np.float64),
        ("load", (n,), np.float64),
        ("kind", (n,), np.int8),
        ("fixed", (n,), np.int64),
        ("start", (n,), np.int64),
        ("also", (n,), np.int64),
        ("block", (n,), np.int64),
        ("shared", (e,), np.float64),
        ("border_m", (e,), np.float64),
        ("drawn_m", (e,), np.float64),
        ("cut_m", (e,), np.float64),
        ("centre", (n, 2), np.float64),
        ("hull", (-1, 2), np.float64),
        ("hull_start", (n + 1,), np.int64),
        ("edges", (e, 2), np.int64),
        ("cap_m", (-1,), np.float64),
        ("together", (-1, 2), np.int64),
        ("apart", (-1, 2), np.int64),
    ]


def _checked(name: str, value: Any, shape: tuple[int, ...], dtype: type[np.generic]) -> NDArray[Any]:
    """Return the array in one block of memory and its type, or refuse its shape or content."""
    array = np.ascontiguousarray(value, dtype=dtype)
    if array.size == 0 and shape[1:]:
        array = array.reshape(0, 2)
    if array.ndim != len(shape) or any(want not in {-1, got} for want, got in zip(shape, array.shape, strict=True)):
        raise BadProblem(f"{name} has the shape {array.shape}, not {shape}.", **{name: "has the wrong shape"})
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise BadProblem(f"{name} holds numbers that are not finite.", **{name: "must be finite"})
    array.flags.writeable = False
    return array


def _check_values(problem: Problem) -> None:
    rules = [
        ("area_m2", problem.size > 0 and bool((problem.area_m2 > 0).all()), "must be positive, with one unit at least"),
        ("load", bool((problem.load >= 0).all()), "must not be negative"),
        ("cap_m", problem.kinds > 0 and bool((problem.cap_m > 0).all()), "must be positive, with one kind at least"),
        ("kind", bool(((problem.kind >= 0) & (problem.kind < problem.kinds)).all()), "must name a kind"),
        ("hull_start", bool((np.diff(problem.hull_start) > 0).all()), "must give every unit a corner"),
        ("hull", int(problem.hull_start[-1]) == len(problem.hull), "must end with the last unit's"),
        ("border_m", bool((problem.border_m >= 0).all()), "must not be negative"),
        ("also", problem.also is None or not (problem.also >> problem.kinds).any(), "must name kinds"),
        ("shared", problem.shared is None or bool((problem.shared >= 0).all()), "must not be negative"),
    ]
    for name, holds, text in rules:
        if not holds:
            raise BadProblem(f"{name} {text}.", **{name: text})


def _check_pairs(problem: Problem) -> None:
    for name in ("edges", "together", "apart"):
        pairs = getattr(problem, name)
        if pairs is None or not len(pairs):
            continue
        if pairs.min() < 0 or pairs.max() >= problem.size:
            raise BadProblem(f"{name} names a unit that does not exist.", **{name: "must name units"})
        if (pairs[:, 0] == pairs[:, 1]).any():
            raise BadProblem(f"{name} pairs a unit with itself.", **{name: "must pair two units"})
