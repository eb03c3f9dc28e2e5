"""The sums by which moves are priced agree with the plan they stand for."""

from __future__ import annotations

from dataclasses import replace
from math import ceil, pi

import numpy as np
import pytest

from gridwarden.algorithms.partition import Params, Problem
from gridwarden.algorithms.partition.anneal import Prices, anneal
from gridwarden.algorithms.partition.bound import bounded, packing
from gridwarden.algorithms.partition.core import Core, condensed
from gridwarden.algorithms.partition.discs import cover
from gridwarden.algorithms.partition.greedy import filled
from gridwarden.algorithms.partition.grow import grow
from gridwarden.algorithms.partition.islands import apportioned, islands_of, sub_core
from gridwarden.algorithms.partition.labels import labels_of_today, named
from gridwarden.algorithms.partition.quality import excess_of, pieces, total_price
from gridwarden.algorithms.partition.search import shape_of
from gridwarden.algorithms.partition.seeds import Grower, first_places
from gridwarden.algorithms.partition.state import Shape, State, new_state
from gridwarden.algorithms.partition.support import diameter_m, diameters_m, directions, least_share
from gridwarden.algorithms.partition.watch import Watch
from tests.factories.squares import squares
from tests.unit.algorithms.partition.towns import Wish, town

PRICES = Prices(width=3.0, balance=2.0, slack=0.02, border=1.0, compact=1.0, keep=0.5)
TOWN = Wish(columns=12, rows=10, kinds=2, holes=0.1, river=False, cap_m=500.0, seed=7)


def begun(problem: Problem, parts_of_island: int = 3) -> tuple[Core, State]:
    """A core and a plan on it, grown from random seeds."""
    core = condensed(problem, Params())
    sizes = np.bincount(core.island)
    counts = np.minimum(parts_of_island, sizes)
    places = first_places(core, counts, np.random.default_rng(0), 0.5)
    of_part = np.repeat(np.arange(len(counts)), counts)
    blank = np.full(len(of_part), -1)
    part = Grower(core).plan(places, np.zeros(len(of_part)))
    limits = np.full(problem.kinds, 40.0)
    return core, new_state(core, part, shape_of(core, of_part, problem.cap_m, limits, blank))


def again(core: Core, state: State) -> State:
    """The same plan with all sums made anew."""
    shape = Shape(state.kind, state.cap, state.target, state.limit, state.usual, state.label)
    return new_state(core, state.part, shape)


def heated(core: Core, state: State, moves: int = 3_000) -> None:
    anneal(core, state, PRICES, (1.0, 0.1), moves, np.array([99], dtype=np.uint64), False)  # noqa: FBT003


@pytest.mark.parametrize("seed", range(4))
def test_sums_stay_true_through_thousands_of_moves(seed: int) -> None:
    core, state = begun(town(replace(TOWN, seed=seed)))
    before = state.part.copy()
    heated(core, state)
    fresh = again(core, state)
    assert (state.part != before).any()
    for name in ("size", "load", "area", "east", "north", "spread", "reach", "width"):
        assert getattr(state, name) == pytest.approx(getattr(fresh, name), rel=1e-6, abs=1e-3), name


@pytest.mark.parametrize("seed", range(4))
def test_the_list_of_the_edge_stays_true(seed: int) -> None:
    core, state = begun(town(replace(TOWN, seed=seed)))
    heated(core, state)
    fresh = again(core, state)
    listed = sorted(state.edge[: state.edges[0]].tolist())
    assert listed == sorted(fresh.edge[: fresh.edges[0]].tolist())
    assert all(state.edge[state.place[atom]] == atom for atom in listed)


@pytest.mark.parametrize("seed", range(4))
def test_rings_of_members_stay_true(seed: int) -> None:
    core, state = begun(town(replace(TOWN, seed=seed)))
    heated(core, state)
    for part in range(len(state.head)):
        members, atom = [], int(state.head[part])
        while atom >= 0:
            members.append(atom)
            atom = int(state.after[atom])
        assert sorted(members) == np.flatnonzero(state.part == part).tolist()


@pytest.mark.parametrize("seed", range(4))
def test_every_plan_on_the_way_is_contiguous(seed: int) -> None:
    problem = town(replace(TOWN, seed=seed))
    core, state = begun(problem)
    heated(core, state)
    assert pieces(problem, state.part[core.atom]) == len(state.head)


def test_cooling_lowers_the_price() -> None:
    core, state = begun(town(TOWN))
    before = total_price(core, state, PRICES)
    anneal(core, state, PRICES, (0.05, 0.0005), 20_000, np.array([7], dtype=np.uint64), False)  # noqa: FBT003
    assert total_price(core, state, PRICES) < before


def test_at_no_temperature_no_move_costs_anything() -> None:
    core, state = begun(town(TOWN))
    last = total_price(core, state, PRICES)
    for turn in range(1, 30):
        anneal(core, state, PRICES, (1e-12, 1e-12), 50, np.array([turn], dtype=np.uint64), False)  # noqa: FBT003
        now = total_price(core, state, PRICES)
        assert now <= last + 1e-6
        last = now


def test_the_price_of_a_border_is_that_of_its_edges() -> None:
    problem = squares(4, 1, cut_m=[0.0, 30.0, 0.0])
    core = condensed(problem, Params())
    # 0.2 for a border of 100 m, 1 for its 100 m off drawn lines, and the cut road as much as all borders
    assert core.price[core.ptr[1] : core.ptr[2]].tolist() == pytest.approx([120.0, 420.0])


def test_atoms_join_what_lies_together_and_add_up() -> None:
    core = condensed(squares(4, 1, load=[1.0, 2, 3, 4], together=[[1, 2]]), Params())
    assert core.atom.tolist() == [0, 1, 1, 2]
    assert core.load.tolist() == [1, 5, 4]
    assert core.area.tolist() == [1e4, 2e4, 1e4]
    assert core.adj[core.ptr[1] : core.ptr[2]].tolist() == [0, 2]


def test_kinds_are_islands_apart() -> None:
    core = condensed(squares(4, 1, kind=[0, 0, 1, 0], cap_m=[1e6, 1e6]), Params())
    assert [len(one.atoms) for one in islands_of(core)] == [2, 1, 1]
    assert [one.kind for one in islands_of(core)] == [0, 1, 0]


def test_an_island_taken_out_keeps_its_neighbours() -> None:
    core = condensed(squares(3, 3), Params())
    row = sub_core(core, np.array([0, 1, 2]))
    assert row.ptr.tolist() == [0, 1, 3, 4]
    assert row.adj.tolist() == [1, 0, 2, 1]


@pytest.mark.parametrize(
    ("loads", "least", "most", "count", "expected"),
    [
        ([10.0, 30.0], [1, 1], [9, 9], 4, [1, 3]),
        ([10.0, 30.0], [2, 1], [9, 9], 4, [2, 2]),
        ([10.0, 30.0], [1, 1], [9, 2], 5, [3, 2]),
        ([0.0, 0.0], [1, 1], [1, 1], 2, [1, 1]),
    ],
)
def test_parts_go_where_the_load_is(
    loads: list[float], least: list[int], most: list[int], count: int, expected: list[int]
) -> None:
    assert apportioned(np.array(loads), np.array(least), np.array(most), count).tolist() == expected


def test_more_directions_find_more_of_the_diameter() -> None:
    assert least_share(len(directions(100))) > least_share(len(directions(100_000))) > 0.998


def test_the_widths_lack_no_more_than_they_may() -> None:
    rng = np.random.default_rng(0)
    look = directions(100)
    half = len(look) // 2
    for _ in range(50):
        points = rng.normal(size=(6, 2))
        reach = (points @ look.T).max(axis=0)
        width = (reach[:half] + reach[half:]).max()
        exact = diameter_m(points)
        assert exact * least_share(len(look)) - 1e-9 <= width <= exact + 1e-9


def test_a_diameter_is_that_of_all_pairs() -> None:
    points = np.random.default_rng(1).normal(size=(300, 2))
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    assert diameter_m(points) == pytest.approx(apart.max())
    assert diameter_m(np.column_stack([np.arange(100.0), np.zeros(100)])) == 99
    assert diameters_m(squares(2, 1), np.array([0, 1]), 2) == pytest.approx([2**0.5 * 100] * 2)


def test_growth_takes_the_nearest_and_leaves_what_is_given() -> None:
    core = condensed(squares(5, 1), Params())
    part = np.array([-1, -1, -1, -1, 1])
    grow(core, np.array([0, -1]), core.east[[0, 4]], core.north[[0, 4]], np.zeros(2), part)
    assert part[[0, 1, 3, 4]].tolist() == [0, 0, 1, 1]


def test_a_handicap_moves_the_border() -> None:
    core = condensed(squares(9, 1), Params())
    sizes = []
    for handicap in (0.0, 2e5, 5e5):
        part = np.full(9, -1)
        grow(core, np.array([0, 8]), core.east[[0, 8]], core.north[[0, 8]], np.array([handicap, 0.0]), part)
        sizes.append(int((part == 0).sum()))
    assert sizes == sorted(sizes)
    assert sizes[0] < sizes[-1]


@pytest.mark.parametrize("cap_m", [150.0, 400.0, 900.0])
def test_the_greedy_plan_keeps_cap_and_load(cap_m: float) -> None:
    problem = squares(12, 9, cap_m=cap_m, load=np.random.default_rng(2).random(108))
    part = filled(condensed(problem, Params()), cap_m, 6.0)
    assert part.min() == 0
    assert diameters_m(problem, part, int(part.max()) + 1).max() <= cap_m / least_share(128)
    assert np.bincount(part, problem.load).max() <= 6.0
    assert pieces(problem, part) == part.max() + 1


def test_packing_finds_every_third_square_of_a_row() -> None:
    # two squares within 250 m: those with one between them are 316 m wide together
    core = condensed(squares(9, 1, cap_m=250.0), Params())
    assert packing(core, np.arange(9), 250.0, 0) == 5


def test_the_best_bound_says_what_proved_it() -> None:
    problem = squares(20, 20, cap_m=700.0)
    core = condensed(problem, Params())
    island = bounded(core, islands_of(core)[0], 700.0, None, 0)
    assert island.proof == "packing"
    assert island.bound > ceil(4e6 / (pi / 4 * 700**2))
    by_load = bounded(core, islands_of(core)[0], 700.0, 10.0, 0)
    assert (by_load.proof, by_load.bound) == ("load", 40)


def test_discs_cover_more_after_the_search() -> None:
    core = condensed(squares(20, 20), Params())
    rng = np.random.default_rng(0)
    east, north = rng.uniform(-1_000, 1_000, 9), rng.uniform(-1_000, 1_000, 9)
    before = cover(core, east.copy(), north.copy(), 500.0, 0, np.array([3], dtype=np.uint64))
    after = cover(core, east, north, 500.0, 20_000, np.array([3], dtype=np.uint64))
    assert after < 0.05 < before


def test_labels_of_today_go_where_most_of_them_lies() -> None:
    core = condensed(squares(4, 1, start=[8, 8, 8, 5]), Params())
    assert labels_of_today(core, np.array([0, 0, 1, 1]), 2).tolist() == [8, 5]
    assert named(core, np.array([0, 0, 0, 1]), 2).tolist() == [8, 5]


def test_free_names_are_given_from_the_south_west() -> None:
    core = condensed(squares(4, 1), Params())
    assert named(core, np.array([1, 1, 0, 0]), 2).tolist() == [1, 0]


def test_the_excess_is_the_worst_of_all_kinds() -> None:
    state = begun(town(TOWN))[1]
    loads = [state.load[state.kind == kind] for kind in (0, 1)]
    assert excess_of(state, 2) == pytest.approx(max(one.max() / one.mean() for one in loads))


def test_a_watch_that_has_ended_stays_so() -> None:
    answers = iter([False, True, False])
    watch = Watch(1_000.0, stop=lambda: next(answers))
    assert [watch.is_over() for _ in range(3)] == [False, True, True]
    assert Watch(1e-9).is_over()
