"""What is found fast is what is found by trying everything."""

from __future__ import annotations

from itertools import product

import networkx as nx
import numpy as np
import pytest
import shapely
from benchmarks.walks import Manner, chessboard, walk

from gridwarden.algorithms.coverage import streets
from gridwarden.algorithms.coverage.candidates import MOST, Candidates, candidates
from gridwarden.algorithms.coverage.doubts import likely_steps
from gridwarden.algorithms.coverage.net import Net, net, row_of
from gridwarden.algorithms.coverage.trail import trail
from gridwarden.algorithms.coverage.walking import way_m
from gridwarden.algorithms.coverage.way import chosen_of

TOWN = chessboard(seed=2, blocks=3, side_m=80.0, alleys=2)
NOISE_M, DETOUR_M = 10.0, 10.0


def graph() -> nx.Graph:
    found = nx.Graph()
    for (one, two), metres in zip(TOWN.ends.tolist(), TOWN.length_m.tolist(), strict=True):
        if not found.has_edge(one, two) or found[one][two]["metres"] > metres:
            found.add_edge(one, two, metres=metres)
    return found


def near(places: np.ndarray, reach_m: float = 40.0) -> Candidates:
    pieces, owner = TOWN.pieces
    return candidates(places, pieces, owner, TOWN.piece_bins(reach_m), reach_m)


def test_candidates_are_the_nearest_segments() -> None:
    places = np.random.default_rng(4).uniform(-60, 220, (200, 2))
    segment, along, left = near(places)
    for row, place in enumerate(shapely.points(places)):
        apart = shapely.distance(TOWN.shapes, place)
        expected = np.sort(apart[apart <= 40.0])[:MOST]
        found = segment[row] >= 0
        assert np.abs(left[row][found]) == pytest.approx(expected, abs=1e-6)
        foot = shapely.line_interpolate_point(TOWN.shapes[segment[row][found]], along[row][found])
        assert shapely.distance(foot, place) == pytest.approx(expected, abs=1e-6)


def test_the_table_holds_all_shortest_ways_up_to_its_limit() -> None:
    ways, limit = net(TOWN, 130.0), 130.0
    far = dict(nx.all_pairs_dijkstra_path_length(graph(), weight="metres"))
    for one, metres in far.items():
        for two, expected in metres.items():
            row = row_of(ways, one, two)
            if expected < limit - 1e-6:
                assert ways.metres[row] == pytest.approx(expected, abs=1e-5)
            elif expected > limit + 1e-6:
                assert row == -1


def likelihood(choice: tuple[int, ...], xy: np.ndarray, around: Candidates, ways: Net) -> float:
    total = -sum(0.5 * (around.left[fix, one] / NOISE_M) ** 2 for fix, one in enumerate(choice))
    for fix in range(1, len(choice)):
        begin, end = (fix - 1, choice[fix - 1]), (fix, choice[fix])
        way = way_m(around.segment[begin], around.along[begin], around.segment[end], around.along[end], ways)[0]
        total -= abs(way - np.hypot(*(xy[fix] - xy[fix - 1]))) / DETOUR_M
    return total


@pytest.mark.parametrize("seed", range(6))
def test_no_choice_of_candidates_is_likelier_than_the_one_found(seed: int) -> None:
    xy = walk(TOWN, Manner(speed_ms=3.0, last_s=40.0), np.random.default_rng(seed)).track.xy[:4]
    ways, around = net(TOWN, 600.0), near(xy)
    before, chosen = chosen_of(np.ascontiguousarray(xy), np.zeros(len(xy), dtype=bool), around, ways, NOISE_M, DETOUR_M)
    assert before.tolist() == [-1, 0, 1, 2][: len(xy)]
    options = [range(int((row >= 0).sum())) for row in around.segment]
    best = max(likelihood(choice, xy, around, ways) for choice in product(*options))
    assert likelihood(tuple(chosen.tolist()), xy, around, ways) == pytest.approx(best)


@pytest.mark.parametrize("doubt", [0.0, 0.5, 3.0])
@pytest.mark.parametrize("seed", range(4))
def test_the_steps_told_are_those_of_all_ways_that_are_nearly_as_likely(seed: int, doubt: float) -> None:
    xy = np.ascontiguousarray(walk(TOWN, Manner(speed_ms=3.0, last_s=40.0), np.random.default_rng(seed)).track.xy[:4])
    ways, around = net(TOWN, 600.0), near(xy)
    before, _ = chosen_of(xy, np.zeros(len(xy), dtype=bool), around, ways, NOISE_M, DETOUR_M)
    choices = list(product(*[range(int((row >= 0).sum())) for row in around.segment]))
    weights = [likelihood(choice, xy, around, ways) for choice in choices]
    likely = [choice for choice, one in zip(choices, weights, strict=True) if one >= max(weights) - doubt - 1e-9]
    expected = {(fix - 1, choice[fix - 1], fix, choice[fix]) for choice in likely for fix in range(1, len(xy))}
    told = likely_steps(xy, before, around, ways, NOISE_M, DETOUR_M, doubt)
    assert {tuple(step) for step in told.tolist()} == expected
    assert len(told) == len(expected)


def test_the_trail_between_two_places_is_as_long_as_the_way() -> None:
    rng, ways, whole = np.random.default_rng(8), net(TOWN, 600.0), TOWN.length_m
    for _ in range(60):
        pair = rng.integers(0, TOWN.size, (2, 1))
        at = rng.uniform(0, whole[pair])
        metres = way_m(pair[0, 0], at[0, 0], pair[1, 0], at[1, 0], ways)[0]
        step = np.array([[0, 0, 1, 0]])
        cell, when = trail(np.array([0.0, 100.0]), step, Candidates(pair, at, at), ways)
        passed = (whole / TOWN.cells)[TOWN.cell_segment[cell]].sum()
        assert passed == pytest.approx(metres, abs=45.0)
        assert len(set(cell.tolist())) == len(cell)
        assert ((when >= -1e-6) & (when <= 100 + 1e-6)).all()


def test_streets_keep_all_length_and_are_cut_where_they_meet() -> None:
    lines = np.array([shapely.LineString([(0, 0), (400, 0)]), shapely.LineString([(200, -50), (200, 50)])])
    town = streets(lines, longest_m=150.0)
    assert town.length_m.sum() == pytest.approx(500.0, abs=0.01)
    assert town.length_m.max() <= 150.0
    assert sorted(np.bincount(town.road).tolist()) == [2, 4]
    crossing = [corner for corner, count in enumerate(np.bincount(town.ends.ravel())) if count == 4]
    assert len(crossing) == 1
    assert town.first_cell[-1] == len(town.cell_segment) == town.cells.sum()
