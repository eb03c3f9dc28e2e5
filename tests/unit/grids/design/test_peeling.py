"""The sparsest grids that hang together become the outer class."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.grids.domain.design.peeling import Peeler, sparsest

if TYPE_CHECKING:
    from gridwarden.grids.domain.kinds import GridClass

#: Six grids in a row.
ROW = np.array([[n, n + 1] for n in range(5)])
EVEN = np.ones(6)


def chosen(density: list[float], wanted: int, load: np.ndarray = EVEN) -> list[int]:
    return np.flatnonzero(sparsest(np.array(density), load, ROW, wanted)).tolist()


def test_the_sparsest_are_chosen() -> None:
    assert chosen([1, 1, 5, 5, 5, 5], 2) == [0, 1]


def test_a_grid_that_would_part_the_others_is_passed_over() -> None:
    assert chosen([1.0, 1.2, 5.0, 0.9, 5.0, 5.0], 2) == [0, 1]


def test_density_wins_where_nothing_is_parted() -> None:
    assert chosen([1, 9, 9, 9, 9, 1], 2) == [0, 5]


def test_all_but_one_may_be_wanted() -> None:
    assert len(chosen([1, 2, 3, 4, 5, 6], 5)) == 5


def test_land_without_work_is_sorted_all_the_same() -> None:
    assert chosen([1, 1, 5, 5, 5, 5], 2, np.zeros(6)) == [0, 1]


def test_very_many_grids_are_sorted_without_trying_all_swaps() -> None:
    size, began_s = 2_000, time.process_time()
    density = np.random.default_rng(1).permutation(size).astype(np.float64)
    row = np.array([[n, n + 1] for n in range(size - 1)])
    found = sparsest(density, np.ones(size), row, 400)
    assert found.sum() == 400
    assert density[found].mean() < density[~found].mean()
    assert time.process_time() - began_s < 60


@dataclass(frozen=True)
class Division:
    part: np.ndarray


def divided(units: np.ndarray, grid_class: GridClass, count: int, work_share: float) -> Division:
    """Cut a row of units into pieces of one length."""
    return Division(np.arange(len(units)) * count // len(units))


def peeler(*wanted: int) -> Peeler:
    """A row of 60 units, denser from west to east."""
    size = 60
    return Peeler(
        area_m2=np.ones(size),
        density=np.arange(size, dtype=float) + 1,
        load=np.ones(size),
        pairs=np.array([[n, n + 1] for n in range(size - 1)]),
        room=tuple(float(count) for count in wanted),
        wanted=wanted,
    )


def test_villages_lie_in_the_sparse_west_and_the_core_in_the_dense_east() -> None:
    kind = peeler(3, 2, 1).peeled(np.ones(60, dtype=bool), divided).kind
    assert kind.tolist() == sorted(kind.tolist(), reverse=True)
    assert np.bincount(kind).tolist() == [30, 20, 10]


def test_a_class_that_is_not_wanted_gets_no_land() -> None:
    kind = peeler(3, 0, 3).peeled(np.ones(60, dtype=bool), divided).kind
    assert np.bincount(kind, minlength=3).tolist() == [30, 0, 30]


def test_all_land_is_of_the_only_class_that_is_wanted() -> None:
    assert set(peeler(0, 0, 4).peeled(np.ones(60, dtype=bool), divided).kind.tolist()) == {2}


def test_units_that_are_not_free_are_left_alone() -> None:
    free = np.arange(60) < 30
    peeled = peeler(2, 1, 1).peeled(free, divided)
    assert (peeled.grid[~free] == -1).all()
    assert (peeled.grid[free] >= 0).all()
