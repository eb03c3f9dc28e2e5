"""How far it is along roads."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gridwarden.algorithms.routing.nearest import Point, Ways

#: A block of 100 m, of which the southern side is closed.
BLOCK = [[(0.0, 0.0), (0.0, 100.0)], [(0.0, 100.0), (100.0, 100.0)], [(100.0, 100.0), (100.0, 0.0)]]


def test_the_way_goes_along_roads_and_not_through_houses() -> None:
    far = Ways(BLOCK).metres((0.0, 0.0), [(100.0, 0.0), (0.0, 100.0), (0.0, 0.0)])
    assert far.tolist() == [300.0, 100.0, 0.0]


def test_the_way_to_the_road_counts() -> None:
    (far,) = Ways(BLOCK).metres((-30.0, 0.0), [(0.0, 140.0)])
    assert far == 30.0 + 100.0 + 40.0


def test_where_no_road_leads_it_is_infinitely_far() -> None:
    island = [*BLOCK, [(900.0, 0.0), (900.0, 50.0)]]
    assert math.isinf(Ways(island).metres((0.0, 0.0), [(900.0, 10.0)])[0])
    assert math.isinf(Ways([]).metres((0.0, 0.0), [(1.0, 1.0)])[0])
    assert Ways(BLOCK).metres((0.0, 0.0), []).tolist() == []


def test_roads_that_cross_or_end_upon_each_other_meet_without_a_common_point() -> None:
    crossing = Ways([[(0.0, 0.0), (200.0, 0.0)], [(100.0, -100.0), (100.0, 100.0)], [(160.0, 0.2), (160.0, 60.0)]])
    far = crossing.metres((0.0, 0.0), [(100.0, 100.0), (160.0, 60.0)])
    assert np.allclose(far, [200.0, 220.0], atol=1.0)


def test_one_enters_a_long_road_beside_oneself_and_not_at_its_ends() -> None:
    (far,) = Ways([[(0.0, 0.0), (1000.0, 0.0)]]).metres((500.0, 10.0), [(600.0, 10.0)])
    assert far == 120.0


PLACES = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda at: (at[0] * 50.0, at[1] * 50.0))
#: From a place to the next one: such lines meet at their ends only.
STEPS = st.tuples(PLACES, st.sampled_from([(50.0, 0.0), (0.0, 50.0)])).map(
    lambda step: (step[0], (step[0][0] + step[1][0], step[0][1] + step[1][1]))
)


@settings(max_examples=100, deadline=None)
@given(st.lists(STEPS, min_size=1, max_size=20))
def test_no_way_is_shorter_than_told_and_one_is_as_short(lines: list[tuple[Point, Point]]) -> None:
    known = sorted({place for line in lines for place in line})
    told = Ways(lines).metres(known[0], known)
    assert np.allclose(told, _relaxed(lines, known), equal_nan=False)


def _relaxed(lines: list[tuple[Point, Point]], known: list[Point]) -> list[float]:
    """Pull each place nearer over each line until nothing moves."""
    far = dict.fromkeys(known, math.inf) | {known[0]: 0.0}
    for _ in known:
        for a, b in lines:
            far[a], far[b] = min(far[a], far[b] + math.dist(a, b)), min(far[b], far[a] + math.dist(a, b))
    return [far[place] for place in known]
