"""Walks whose truth is known are found again; what cannot be known is not told."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
import shapely
from benchmarks.walks import Manner, Walk, chessboard, walk

from gridwarden.algorithms.coverage import Matcher, Method, Params, Side, Streets, Track, clean, match, streets, track


@cache
def board() -> Streets:
    return chessboard(blocks=8, alleys=12)


def walks(manner: Manner, count: int = 8) -> list[Walk]:
    rng = np.random.default_rng(11)
    return [walk(board(), manner, rng) for _ in range(count)]


def found_again(some: list[Walk], params: Params) -> tuple[float, float]:
    """Return precision and recall of segments."""
    matcher = Matcher(board(), params)
    right = told = true = 0
    for one in some:
        found = set(matcher.passes(clean(one.track, params)).segment.tolist())
        truth = set(one.segments.tolist())
        right, told, true = right + len(found & truth), told + len(found), true + len(truth)
    return right / told, right / true


def line(*corners: tuple[float, float]) -> shapely.LineString:
    return shapely.LineString(corners)


def along(
    corners: list[tuple[float, float]], speed_ms: float = 1.0, every_s: float = 10.0, begin_s: float = 0.0
) -> Track:
    """Return a track without errors along corners."""
    way = line(*corners)
    at_s = np.arange(0.0, way.length / speed_ms + 0.1, 10.0)
    return track(at_s + begin_s, shapely.get_coordinates(shapely.line_interpolate_point(way, at_s * speed_ms)))


@pytest.mark.parametrize("method", Method)
@pytest.mark.parametrize("manner", [Manner(), Manner(speed_ms=5.0)], ids=["walked", "driven"])
def test_segments_are_found_again_under_noise(method: Method, manner: Manner) -> None:
    precision, recall = found_again(walks(manner), Params(method=method))
    assert precision >= 0.90
    assert recall >= 0.92


def test_of_two_carriageways_that_fixes_cannot_tell_apart_neither_is_missed() -> None:
    north, south = line((0.0, 8.0), (120.0, 8.0)), line((0.0, 0.0), (120.0, 0.0))
    town = streets(np.array([north, south, line((0.0, 0.0), (0.0, 8.0)), line((120.0, 0.0), (120.0, 8.0))]))
    between, beside = along([(0.0, 3.9), (120.0, 3.9)]), along([(0.0, -6.0), (120.0, -6.0)])
    long = set(np.flatnonzero(town.length_m > 100.0).tolist())
    lower = {one for one in long if town.shapes[one].centroid.y < 1.0}

    def told(one: Track, doubt: float) -> set[int]:
        return set(match(town, [one], Params(doubt=doubt)).segment.tolist()) & long

    assert told(between, 1.0) == long
    assert told(between, 0.0) == lower
    assert told(beside, 1.0) == lower


@pytest.mark.parametrize("manner", [Manner(every_s=30.0), Manner(5.0, 20.0), Manner(noise_m=15.0)])
def test_the_way_is_found_where_cells_are_not_enough(manner: Manner) -> None:
    precision, recall = found_again(walks(manner), Params())
    assert precision >= 0.95
    assert recall >= 0.95


@pytest.mark.parametrize("method", Method)
def test_a_straight_walk_passes_its_street_and_none_beside_it(method: Method) -> None:
    town = streets(np.array([line((0, 0), (300, 0)), line((0, 100), (300, 100)), line((0, 0), (0, 100))]))
    found = match(town, [along([(0, 0), (300, 0)])], Params(method=method))
    assert set(found.segment.tolist()) == {number for number in range(town.size) if town.road[number] == 0}
    assert (np.diff(found.begun_s) > 0).any()
    assert found.begun_s.min() < 30
    assert 270 < found.ended_s.max() <= 300


@pytest.mark.parametrize("method", Method)
def test_half_a_segment_is_no_pass(method: Method) -> None:
    town = streets(np.array([line((0, 0), (140, 0))]))
    assert match(town, [along([(0, 0), (80, 0)])], Params(method=method)).size == 0
    assert match(town, [along([(0, 0), (140, 0)])], Params(method=method)).size == 1


def test_who_returns_after_a_while_passes_anew_and_who_stands_still_does_not() -> None:
    town = streets(np.array([line((0, 0), (140, 0)), line((140, 0), (140, 140)), line((0, 0), (0, 140))]))
    first = int(np.flatnonzero(town.road == 0)[0])
    there_and_back = along([(0, 0), (140, 0), (140, 140), (140, 0), (0, 0)])
    assert match(town, [there_and_back]).count(town.size)[first] == 2
    stood = track([0, 50, 1000, 1070], [[0, 0], [50, 0], [50, 0], [140, 0]])
    long = Params(link_s=600)
    steps = np.concatenate([np.arange(0, 71, 10), np.arange(80, 1100, 60), np.arange(1100, 1171, 10)])
    places = np.column_stack([np.interp(steps, [0, 70, 1100, 1170], [0, 70, 70, 140]), np.zeros(len(steps))])
    assert match(town, [track(steps, places)]).count(town.size)[first] == 1
    assert match(town, [stood], long).count(town.size)[first] <= 1


def test_longest_gap_counts_from_the_last_end_to_the_next_begin_over_all_tracks() -> None:
    town = streets(np.array([line((0, 0), (140, 0))]))
    tracks = [along([(0, 0), (140, 0)], begin_s=begin) for begin in (0.0, 1_000.0, 5_000.0)]
    found = match(town, tracks)
    assert found.track.tolist() == [0, 1, 2]
    assert found.longest_gap_s(town.size)[0] == pytest.approx(4_000 - 140, abs=15)
    assert np.isnan(match(town, tracks[:1]).longest_gap_s(town.size)[0])


@pytest.mark.parametrize(("seconds", "metres"), [(300.0, 30.0), (10.0, 400.0)])
def test_what_lies_between_fixes_too_far_apart_is_not_known(seconds: float, metres: float) -> None:
    town = streets(np.array([line((0, 0), (1_200, 0))]))
    at_s = np.arange(4) * seconds
    found = match(town, [track(at_s, np.column_stack([np.arange(4) * metres, np.zeros(4)]))])
    assert found.size == 0


def test_made_up_rough_and_impossible_fixes_do_not_count() -> None:
    town = streets(np.array([line((0, 0), (300, 0))]))
    good = along([(0, 0), (300, 0)])
    none = match(town, [track(good.at_s, good.xy, is_false=np.ones(good.size, dtype=bool))])
    rough = match(town, [track(good.at_s, good.xy, accuracy_m=np.full(good.size, 80.0))])
    assert none.size == rough.size == 0
    places = good.xy.copy()
    places[5] = (5_000, 5_000)
    jumped = clean(track(good.at_s, places), Params())
    assert jumped.dropped == 1
    assert match(town, [track(good.at_s, places)]).size == 2


@pytest.mark.parametrize(("beside", "side"), [(12.0, Side.RIGHT), (-12.0, Side.LEFT), (0.5, Side.UNKNOWN)])
def test_the_side_is_told_where_the_fixes_lie_apart_enough(beside: float, side: Side) -> None:
    town = streets(np.array([line((0, 0), (140, 0))]))
    found = match(town, [along([(0, -beside), (140, -beside)])])
    assert found.side.tolist() == [side]
    assert found.left_m[0] == pytest.approx(-beside, abs=0.1)


def test_sides_told_of_noisy_walks_are_mostly_right_and_otherwise_not_told() -> None:
    told = right = passes = 0
    for one in walks(Manner(beside_m=10.0, noise_m=5.0), 10):
        found = match(board(), [one.track], Params(noise_m=5.0))
        way = dict(zip(one.segments.tolist(), one.forward.tolist(), strict=True))
        once = {
            number for number, count in zip(*np.unique(one.segments, return_counts=True), strict=True) if count == 1
        }
        for segment, side in zip(found.segment.tolist(), found.side.tolist(), strict=True):
            if segment in once:
                passes, told = passes + 1, told + (side != Side.UNKNOWN)
                right += side == (Side.RIGHT if way[segment] else Side.LEFT)
    assert told > 0.3 * passes
    assert right >= 0.93 * told
