"""Roads between junctions, and what passes along them."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from gridwarden.algorithms.roadnet import Stretches, betweenness, build, stretches

from .plots import lines

FIELD = shapely.box(-1000, -1000, 1000, 1000)


def network(*courses: list[tuple[float, float]]) -> tuple[Stretches, object]:
    mesh = build(FIELD, lines(*courses))
    return stretches(mesh, mesh.source >= 0, mesh.source), mesh


def test_a_cross_of_two_roads_has_four_stretches() -> None:
    roads, _ = network([(-100, 0), (100, 0)], [(0, -100), (0, 100)])
    assert sorted(roads.length_m.tolist()) == pytest.approx([100.0] * 4)


def test_a_bend_does_not_end_a_stretch() -> None:
    roads, mesh = network([(0, 0), (50, 0), (50, 50), (100, 50)])
    assert roads.size == 1
    assert roads.shapes(mesh)[0].length == pytest.approx(150.0)


def test_a_stretch_ends_where_the_label_changes() -> None:
    roads, _ = network([(0, 0), (50, 0)], [(50, 0), (100, 0)])
    assert roads.size == 2


def test_a_ring_without_a_junction_is_one_stretch_that_ends_where_it_begins() -> None:
    roads, _ = network([(0, 0), (50, 0), (50, 50), (0, 0)])
    assert roads.size == 1
    assert roads.ends[0, 0] == roads.ends[0, 1]


def test_a_loop_from_a_junction_ends_where_it_begins() -> None:
    roads, _ = network([(-100, 0), (0, 0), (50, 0), (50, 50), (0, 0)])
    loop = int(np.argmax(roads.length_m))
    assert roads.size == 2
    assert roads.ends[loop, 0] == roads.ends[loop, 1]


def test_values_that_are_equal_along_a_stretch_are_told_by_stretch() -> None:
    roads, mesh = network([(0, 0), (50, 0), (60, 10)], [(50, 100), (90, 100)])
    assert sorted(roads.first_of(mesh.source).tolist()) == [0, 1]


def test_the_bridge_between_two_halves_carries_the_most() -> None:
    west = [[(-200, -50), (-100, 0)], [(-200, 50), (-100, 0)]]
    east = [[(200, -50), (100, 0)], [(200, 50), (100, 0)]]
    roads, mesh = network([(-100, 0), (100, 0)], *west, *east)
    passing = betweenness(roads, seed=1)
    assert roads.first_of(mesh.source)[int(np.argmax(passing))] == 0
    # Of 6 × 5 ways, 3 × 3 × 2 lead across.
    assert passing.max() == pytest.approx(18 / 30)


def test_of_two_parallel_roads_the_shorter_one_carries_the_ways() -> None:
    roads, mesh = network([(0, 0), (100, 0)], [(0, 0), (50, 80), (100, 0)], [(100, 0), (200, 0)], [(-100, 0), (0, 0)])
    by_line = dict(zip(roads.first_of(mesh.source).tolist(), betweenness(roads, seed=1).tolist(), strict=True))
    assert by_line[0] > by_line[1] == 0.0


def test_no_road_carries_nothing() -> None:
    mesh = build(FIELD, np.array([], dtype=object))
    assert betweenness(stretches(mesh, mesh.source >= 0, mesh.source), seed=1).tolist() == []


def test_a_sample_of_the_sources_stands_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    streets = [[(x, -500), (x, 500)] for x in range(-500, 600, 100)]
    avenues = [[(-500, y), (500, y)] for y in range(-500, 600, 100)]
    roads, _ = network(*streets, *avenues)
    exact = betweenness(roads, seed=1)
    monkeypatch.setattr("gridwarden.algorithms.roadnet.graph._WORK", 5_000)
    sampled = betweenness(roads, seed=1)
    assert np.corrcoef(exact, sampled)[0, 1] > 0.8
