"""Parts that trade roads and land get shorter loops and keep to their limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from gridwarden.algorithms.routing import Duties, Ground, Limits, Network, loops, settled
from gridwarden.algorithms.routing.duties import desk_of
from gridwarden.algorithms.routing.hands import LEAST

SIDE = 6


def squares() -> Ground:
    """A town of square blocks of 100 m with a street on every side of every block."""
    at = {(x, y): x * (SIDE + 1) + y for x in range(SIDE + 1) for y in range(SIDE + 1)}
    block = {(x, y): x * SIDE + y for x in range(SIDE) for y in range(SIDE)}
    ends, rows, columns = [], [], []
    for (x, y), here in at.items():
        for step, beside in (((1, 0), ((x, y), (x, y - 1))), ((0, 1), ((x, y), (x - 1, y)))):
            to = (x + step[0], y + step[1])
            if to in at:
                rows += [len(ends)] * 2
                columns += [next(block[one] for one in (one, *beside) if one in block) for one in beside]
                ends.append((here, at[to]))
    beside_m = csr_matrix((np.full(len(rows), 50.0), (rows, columns)), shape=(len(ends), len(block)))
    beside_m.sum_duplicates()
    pairs = [(block[x, y], block[near]) for x, y in block for near in ((x + 1, y), (x, y + 1)) if near in block]
    outline = [(100.0 * (x + i), 100.0 * (y + j)) for x, y in block for i in (0, 1) for j in (0, 1)]
    return Ground(
        network=Network(len(at), np.array(ends), np.full(len(ends), 100.0)),
        beside=beside_m,
        road_minutes=np.full(len(ends), 10.0),
        unit_minutes=np.full(len(block), 1.0),
        pairs=np.array(pairs),
        price_m=np.full(len(pairs), 1.0),
        hull=np.array(outline),
        hull_start=np.arange(0, 4 * len(block) + 1, 4),
    )


GROUND = squares()
STRIPES = np.repeat(np.arange(3), 2 * SIDE)


def limits(cap_m: float = 1e4, *, fixed: bool = False, kind: tuple[int, ...] = (0, 0, 0)) -> Limits:
    still = np.full(SIDE * SIDE, fixed)
    free = np.full(3, np.inf)
    return Limits(np.array(kind), np.full(3, cap_m), 1.1, free, free, still)


def deadhead_m(owner: np.ndarray) -> float:
    return sum(loop.deadhead_m for loop in loops(GROUND.network, owner))


def share(duties: Duties) -> np.ndarray:
    """How much of each road lies in the part that walks it."""
    mine = duties.part[GROUND.beside.indices] == np.repeat(duties.owner, np.diff(GROUND.beside.indptr))
    metres = np.add.reduceat(GROUND.beside.data * mine, GROUND.beside.indptr[:-1])
    return np.asarray(metres / GROUND.network.length_m)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_road_has_one_part_in_or_along_which_it_lies(seed: int) -> None:
    duties = settled(GROUND, STRIPES, limits(), seed)
    assert set(duties.owner) == {0, 1, 2}
    assert (share(duties) >= LEAST).all()


def test_loops_are_shorter_than_where_the_first_neighbour_walks() -> None:
    first = STRIPES[GROUND.beside.indices[GROUND.beside.indptr[:-1]]]
    assert deadhead_m(settled(GROUND, STRIPES, limits(), 1).owner) < deadhead_m(first)


def test_loads_stay_within_what_parts_should_have() -> None:
    duties = settled(GROUND, STRIPES, limits(), 1)
    load = np.bincount(duties.owner, GROUND.road_minutes, 3) + np.bincount(duties.part, GROUND.unit_minutes, 3)
    assert load.max() <= 1.1 * load.mean() + 1e-9


def test_fixed_land_stays_and_its_roads_are_shared() -> None:
    duties = settled(GROUND, STRIPES, limits(fixed=True), 1)
    assert (duties.part == STRIPES).all()
    assert (share(duties) >= LEAST).all()


def test_land_stays_in_its_kind() -> None:
    duties = settled(GROUND, STRIPES, limits(kind=(0, 1, 2)), 1)
    assert (duties.part == STRIPES).all()


def test_no_part_grows_beyond_its_width() -> None:
    cap_m = float(np.hypot(200.0, 600.0)) + 1.0
    duties = settled(GROUND, STRIPES, limits(cap_m), 1)
    for one in range(3):
        corners = GROUND.hull.reshape(-1, 4, 2)[duties.part == one].reshape(-1, 2)
        assert np.hypot(*(corners[:, None] - corners[None]).T).max() <= cap_m


def test_the_same_seed_gives_the_same_duties() -> None:
    one, two = (settled(GROUND, STRIPES, limits(), 5) for _ in range(2))
    assert (one.owner == two.owner).all()
    assert (one.part == two.part).all()


def test_an_absolute_limit_is_kept_where_it_can_be() -> None:
    most = replace(limits(), most=np.array([250.0, np.inf, np.inf]), over_mean=2.0)
    duties = settled(GROUND, STRIPES, most, 1)
    assert np.sum(duties.owner == 0) * 10.0 + np.sum(duties.part == 0) <= 250.0


def test_a_desk_is_clean() -> None:
    assert (desk_of(4).local == -1).all()


def test_a_wish_to_stop_leaves_the_land_as_it_was() -> None:
    stopped = settled(GROUND, STRIPES, limits(), 1, stop=lambda: True)

    assert stopped.part.tolist() == STRIPES.tolist()
    assert sorted(set(stopped.owner.tolist())) == [0, 1, 2]
