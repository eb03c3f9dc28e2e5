"""Rates are what a plain count says, whole or refused with a reason."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.coverage import (
    Arrival,
    BadParams,
    BadSpan,
    BadTrack,
    Clean,
    Kept,
    NoRoads,
    Params,
    Refused,
    Track,
    arrival,
    clean,
    kept,
    presence,
    streets,
    track,
    without,
)
from gridwarden.algorithms.coverage.params import RANGES

ROADS = st.lists(st.tuples(st.floats(1, 500), st.integers(0, 6), st.integers(0, 4)), max_size=12)
SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(0, 200)).map(lambda p: (p[0], p[0] + p[1])), max_size=4)
#: Pauses between fixes, whether each is inside.
STEPS = st.lists(st.tuples(st.integers(1, 90), st.booleans()), max_size=20)


def rate(roads: list[tuple[float, int, int]], **given_: float) -> Kept:
    columns = [np.array([road[place] for road in roads]) for place in range(3)]
    values = {"fixes": 100, "median_gap_m": 20.0, "sparse_m": 100.0} | given_
    return kept(*columns, **values)


@given(ROADS)
def test_coverage_is_what_a_plain_sum_says(roads: list[tuple[float, int, int]]) -> None:
    found = rate(roads)
    asked = [road for road in roads if road[2] > 0]
    if not asked:
        assert found.refused is Refused.NOTHING_ASKED
        return
    whole = sum(metres for metres, _, _ in asked)
    assert found.rate == pytest.approx(sum(m * min(1.0, made / wanted) for m, made, wanted in asked) / whole)
    assert found.once == pytest.approx(sum(m for m, made, _ in asked if made) / whole)
    assert found.rate <= found.once + 1e-9 <= 1 + 2e-9


@pytest.mark.parametrize(
    ("given_", "reason"), [({"median_gap_m": 100.1}, Refused.SPARSE), ({"fixes": 0}, Refused.NO_FIXES)]
)
def test_a_rate_that_rests_on_too_little_is_refused_with_its_reason(given_: dict, reason: Refused) -> None:
    found = rate([(100.0, 2, 1)], **given_)
    assert (found.rate, found.once, found.refused) == (None, None, reason)
    assert rate([(100.0, 2, 1)], median_gap_m=100.0).rate == 1.0


def path(steps: list[tuple[int, bool]]) -> tuple[Clean, np.ndarray]:
    at_s = np.cumsum([pause for pause, _ in steps]).astype(float)
    return clean(track(at_s, np.zeros((len(steps), 2))), Params(link_s=60.0)), np.array(
        [s for _, s in steps], dtype=bool
    )


@given(STEPS, SPANS, SPANS)
def test_in_out_sent_and_silence_are_what_counting_half_seconds_says(
    steps: list[tuple[int, bool]], spans: list[tuple[int, int]], sent: list[tuple[int, int]]
) -> None:
    fixes, inside = path(steps)
    found = presence(fixes, inside, spans, sent)
    counted = {"in": 0.0, "out": 0.0, "silent": 0.0, "sent": 0.0}
    for half in range(2 * 700):
        now = half / 2 + 0.25
        if any(begin <= now < end for begin, end in spans):
            state = _state(now, fixes, inside)
            excused = state == "out" and any(begin <= now < end for begin, end in sent)
            counted["sent" if excused else state] += 0.5
    assert (found.in_s, found.out_s, found.silent_s, found.sent_s) == pytest.approx(tuple(counted.values()), abs=1e-6)
    assert found.whole_s == pytest.approx(sum(counted.values()))


def _state(now: float, fixes: Clean, inside: np.ndarray) -> str:
    for place in range(1, len(inside)):
        begin, end = fixes.at_s[place - 1], fixes.at_s[place]
        if begin <= now < end and fixes.is_linked[place]:
            nearer = place - 1 if now < (begin + end) / 2 else place
            return "in" if inside[nearer] else "out"
    return "silent"


@given(SPANS, SPANS)
def test_what_is_excused_is_taken_out_second_by_second(shifts: list, excused: list) -> None:
    left = without(shifts, excused)
    for now in np.arange(0.5, 620):
        on = any(begin <= now < end for begin, end in shifts) and not any(a <= now < b for a, b in excused)
        assert on == any(begin <= now < end for begin, end in left)


@pytest.mark.parametrize(
    ("seen", "inside", "verdict", "came"),
    [
        ([100, 200], [False, True], Arrival.IN_TIME, 200.0),
        ([100, 850, 950], [False, False, True], Arrival.LATE, 950.0),
        ([1000], [True], Arrival.UNKNOWN, 1000.0),
        ([100, 1000], [False, True], Arrival.UNKNOWN, 1000.0),
        ([100, 3000], [False, False], Arrival.LATE, None),
        ([], [], Arrival.UNKNOWN, None),
        ([-50, 20_000], [True, True], Arrival.UNKNOWN, None),
    ],
    ids=["in time", "late", "silent before", "silent when it mattered", "never came", "never seen", "other shift"],
)
def test_arrival_is_judged_only_by_what_was_seen(
    seen: list[float], inside: list[bool], verdict: Arrival, came: float | None
) -> None:
    fixes = clean(track(np.array(seen, dtype=float), np.zeros((len(seen), 2))), Params())
    assert arrival(fixes, np.array(inside, dtype=bool), (0.0, 10_000.0), Params()) == (verdict, came)


@pytest.mark.parametrize(
    ("sent", "verdict"),
    [((0.0, 1200.0), Arrival.SENT), ((0.0, 800.0), Arrival.LATE), ((1000.0, 2000.0), Arrival.LATE)],
    ids=["when the time was up", "before", "after"],
)
def test_who_was_sent_elsewhere_when_the_time_was_up_is_not_late(sent: tuple[float, float], verdict: Arrival) -> None:
    fixes = clean(track(np.array([100.0, 850.0, 950.0]), np.zeros((3, 2))), Params())
    inside = np.array([False, False, True])
    assert arrival(fixes, inside, (0.0, 10_000.0), Params(), [sent]) == (verdict, 950.0)
    assert arrival(fixes, inside | True, (0.0, 10_000.0), Params(), [sent])[0] is Arrival.IN_TIME


def test_the_median_gap_is_of_moves_not_of_standing() -> None:
    x = np.concatenate([np.zeros(50), np.arange(1, 4) * 120.0])
    fixes = clean(track(np.arange(53) * 10.0, np.column_stack([x, np.zeros(53)])), Params())
    assert fixes.median_gap_m == 120.0
    assert clean(track([0.0], [[0.0, 0.0]]), Params()).median_gap_m == 0.0


@pytest.mark.parametrize("name", RANGES)
def test_parameters_out_of_range_are_refused_by_name(name: str) -> None:
    least, most = RANGES[name]
    for bad in (least - 1, most + 1, math.nan):
        with pytest.raises(BadParams) as refused:
            Params(**{name: bad})
        assert name in refused.value.fields
    with pytest.raises(BadParams):
        Params(cell_m=40.0, longest_m=30.0)


def test_tracks_roads_and_spans_that_make_no_sense_are_refused() -> None:
    with pytest.raises(BadTrack):
        track([10.0, 5.0], [[0, 0], [0, 0]])
    with pytest.raises(BadTrack):
        track([1.0, math.nan], [[0, 0], [0, 0]])
    with pytest.raises(BadTrack):
        Track(np.zeros(2), np.zeros((1, 2)), np.zeros(2), np.zeros(2, dtype=bool))
    with pytest.raises(NoRoads):
        streets(np.array([], dtype=object))
    with pytest.raises(BadSpan):
        without([(5.0, 1.0)], [])
