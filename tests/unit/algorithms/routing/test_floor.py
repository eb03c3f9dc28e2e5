"""No division of the roads walks less twice than the floor, and the floor is the least T-join or a hair below."""

from __future__ import annotations

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from gridwarden.algorithms.routing import Network, least_again_m, loops


def network(*roads: tuple[int, int, float]) -> Network:
    ends = np.array([road[:2] for road in roads]).reshape(-1, 2)
    return Network(int(ends.max(initial=0)) + 1, ends, np.array([road[2] for road in roads], dtype=float))


def town(seed: int, side: int = 7) -> Network:
    """Return a lattice of streets with gaps, dead ends, a second road between two crossings and a ring of one road."""
    rng = np.random.default_rng(seed)
    crossings = np.arange(side * side).reshape(side, side)
    pairs = [*zip(crossings[:-1].ravel(), crossings[1:].ravel(), strict=True)]
    pairs += [*zip(crossings[:, :-1].ravel(), crossings[:, 1:].ravel(), strict=True)]
    kept = [pair for pair in pairs if rng.random() > 0.25]
    ends = [(int(rng.integers(side * side)), side * side + number) for number in range(5)]
    roads = np.array([*kept, *ends, kept[0], (3, 3)])
    return Network(side * side + 5, roads, rng.uniform(50.0, 400.0, len(roads)))


def least_join_m(roads: Network) -> float:
    """Return the metres of the least T-join by pairing all odd crossings of each piece."""
    graph = nx.Graph()
    for (one, two), metres in zip(roads.ends.tolist(), roads.length_m.tolist(), strict=True):
        if one != two and metres < graph.get_edge_data(one, two, {"weight": np.inf})["weight"]:
            graph.add_edge(one, two, weight=metres)
    degree = np.bincount(roads.ends.ravel(), minlength=roads.nodes)
    away = dict(nx.all_pairs_dijkstra_path_length(graph))
    odd = [node for node in graph if degree[node] % 2]
    pairs = nx.Graph()
    pairs.add_weighted_edges_from((i, j, away[i][j]) for i, j in combinations(odd, 2) if j in away[i])
    return float(sum(away[i][j] for i, j in nx.min_weight_matching(pairs)))


@pytest.mark.parametrize("seed", range(12))
def test_the_floor_is_the_least_join_or_a_hundredth_below(seed: int) -> None:
    roads = town(seed)
    least = least_join_m(roads)
    assert 0.99 * least - 1e-6 <= least_again_m(roads) <= least + 1e-6


@pytest.mark.parametrize("seed", range(6))
def test_no_division_walks_less_again_than_the_floor(seed: int) -> None:
    roads, floor = town(seed), least_again_m(town(seed))
    rng = np.random.default_rng(seed)
    for parts in (1, 2, 9):
        found = loops(roads, rng.integers(0, parts, len(roads.length_m)))
        assert sum(loop.deadhead_m for loop in found) >= floor - 1e-6


def test_dead_ends_are_walked_back_and_rings_are_not() -> None:
    ring = [(0, 1, 10), (1, 2, 10), (2, 0, 10)]
    assert least_again_m(network(*ring)) == 0
    # a dead end of two roads, then a bridge to a second ring
    assert least_again_m(network(*ring, (2, 3, 5), (3, 4, 7))) == pytest.approx(12)
    assert least_again_m(network(*ring, (2, 3, 5), (3, 4, 1), (4, 5, 1), (5, 3, 1))) == pytest.approx(5)


def test_of_two_roads_side_by_side_the_shorter_is_walked_again() -> None:
    assert least_again_m(network((0, 1, 10), (0, 1, 4), (0, 1, 6))) == pytest.approx(4)


def test_no_road_is_no_way() -> None:
    assert least_again_m(network()) == 0
    assert least_again_m(network((0, 0, 9))) == 0
