"""A patrol loop walks every road of its part once and comes back with few metres for nothing."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from gridwarden.algorithms.routing import BadNetwork, Loop, Network, loops


def network(*roads: tuple[int, int, float]) -> Network:
    ends = np.array([road[:2] for road in roads]).reshape(-1, 2)
    return Network(int(ends.max(initial=0)) + 1, ends, np.array([road[2] for road in roads], dtype=float))


def only(found: tuple[Loop, ...]) -> Loop:
    (loop,) = found
    return loop


def test_a_ring_is_its_own_loop() -> None:
    loop = only(loops(network((0, 1, 10), (1, 2, 10), (2, 0, 10)), np.zeros(3)))
    assert (loop.required_m, loop.deadhead_m) == (30, 0)
    assert loop.walk[0] == loop.walk[-1]
    assert len(loop.walk) == 4


def test_a_dead_end_is_walked_back() -> None:
    loop = only(loops(network((0, 1, 7)), np.zeros(1)))
    assert loop.deadhead_m == 7
    assert loop.walk == (0, 1, 0)


def test_the_way_back_takes_the_shorter_road() -> None:
    loop = only(loops(network((0, 1, 10), (0, 1, 4), (0, 1, 6)), np.array([0, -1, -1])))
    assert loop.deadhead_m == 4


def test_pieces_are_joined_by_the_shortest_way_between_them() -> None:
    # two rings of 3; the bridge of 5 is walked there and back, the one of 9 is not
    rings = [(0, 1, 1), (1, 2, 1), (2, 0, 1), (3, 4, 1), (4, 5, 1), (5, 3, 1)]
    loop = only(loops(network(*rings, (2, 3, 5), (1, 4, 9)), np.array([0] * 6 + [-1, -1])))
    assert (loop.required_m, loop.deadhead_m, loop.pieces) == (6, 10, 1)


def test_roads_without_a_way_to_the_others_are_told() -> None:
    loop = only(loops(network((0, 1, 3), (1, 0, 4), (2, 3, 5)), np.zeros(3)))
    assert loop.pieces == 2
    assert (loop.required_m, loop.deadhead_m) == (12, 5)
    assert loop.walk == (0, 1, 0)


def test_every_part_gets_its_loop_by_rising_label() -> None:
    found = loops(network((0, 1, 3), (1, 2, 4), (2, 0, 5)), np.array([7, -1, 2]))
    assert [(loop.part, loop.required_m) for loop in found] == [(2, 5), (7, 3)]


def test_no_part_has_no_loop() -> None:
    assert loops(network((0, 1, 3)), np.array([-1])) == ()


def test_a_road_to_itself_costs_nothing_more() -> None:
    loop = only(loops(network((0, 0, 5)), np.zeros(1)))
    assert (loop.required_m, loop.deadhead_m, loop.walk) == (5, 0, (0, 0))
    assert loop.deadhead_share == 0


def test_the_share_is_of_what_is_required() -> None:
    assert Loop(part=0, required_m=8, deadhead_m=2, walk=()).deadhead_share == 0.25
    assert Loop(part=0, required_m=0, deadhead_m=2, walk=()).deadhead_share == 0


@pytest.mark.parametrize(
    ("ends", "length", "part", "field"),
    [
        ([[0, 5]], [1.0], [0], "ends"),
        ([[0, 1]], [1.0, 2.0], [0], "length_m"),
        ([[0, 1]], [-1.0], [0], "length_m"),
        ([[0, 1]], [float("nan")], [0], "length_m"),
        ([[0, 1]], [1.0], [0, 0], "part"),
    ],
)
def test_what_does_not_fit_together_is_refused(
    ends: list[list[int]], length: list[float], part: list[int], field: str
) -> None:
    with pytest.raises(BadNetwork) as refused:
        loops(Network(2, np.array(ends), np.array(length)), np.array(part))
    assert field in refused.value.fields


def streets(side: int, seed: int) -> tuple[Network, np.ndarray]:
    """A town of streets with some missing, cut into four parts of roads."""
    rng = np.random.default_rng(seed)
    graph = nx.grid_2d_graph(side, side)
    roads = [(a[0] * side + a[1], b[0] * side + b[1], float(rng.integers(50, 200))) for a, b in sorted(graph.edges)]
    roads = [road for road in roads if rng.random() < 0.85]
    part = np.array([rng.integers(-1, 1) if rng.random() < 0.3 else (a // side) * 4 // side for a, _, _ in roads])
    return Network(side * side, np.array([road[:2] for road in roads]), np.array([road[2] for road in roads])), part


@pytest.mark.parametrize("seed", range(8))
def test_a_walk_covers_its_roads_and_is_as_long_as_told(seed: int) -> None:
    town, part = streets(8, seed)
    shortest = {}
    for (a, b), metres in zip(town.ends.tolist(), town.length_m.tolist(), strict=True):
        shortest[min(a, b), max(a, b)] = metres
    for loop in loops(town, part):
        steps = Counter((min(a, b), max(a, b)) for a, b in pairwise(loop.walk))
        wanted = Counter((min(a, b), max(a, b)) for a, b in town.ends[part == loop.part].tolist())
        assert set(steps) <= set(shortest)
        if loop.pieces == 1:
            assert loop.walk[0] == loop.walk[-1]
            assert not wanted - steps
            assert sum(shortest[way] * times for way, times in steps.items()) == pytest.approx(
                loop.required_m + loop.deadhead_m
            )
        assert loop.deadhead_m <= 3 * town.length_m.sum()


@pytest.mark.parametrize("seed", range(5))
def test_a_connected_part_is_walked_as_short_as_the_postman_can(seed: int) -> None:
    rng = np.random.default_rng(seed)
    graph = nx.gnm_random_graph(7, 10, seed=seed)
    graph = graph.subgraph(max(nx.connected_components(graph), key=len))
    roads = [(a, b, float(rng.integers(1, 20))) for a, b in sorted(graph.edges)]
    loop = only(loops(network(*roads), np.zeros(len(roads))))
    for a, b, metres in roads:
        graph.edges[a, b]["weight"] = metres
    odd = [node for node in graph if graph.degree(node) % 2]
    assert loop.deadhead_m == pytest.approx(least_pairing(odd, dict(nx.all_pairs_dijkstra_path_length(graph))))


def least_pairing(odd: list[int], metres: dict[int, dict[int, float]]) -> float:
    """Try all pairings of a few crossings."""
    if not odd:
        return 0.0
    first, *rest = odd
    return min(metres[first][two] + least_pairing([one for one in rest if one != two], metres) for two in rest)


def test_very_many_odd_crossings_are_paired_among_their_nearest() -> None:
    # a comb of 200 dead ends: every tooth is walked back
    teeth = [(i, 200 + i, 10.0) for i in range(200)]
    spine = [(i, i + 1, 1.0) for i in range(199)]
    loop = only(loops(network(*teeth, *spine), np.zeros(399)))
    assert loop.pieces == 1
    assert loop.deadhead_m <= 2000 + 199
