"""A million deadlines at once."""

from __future__ import annotations

import time

import numpy as np
import pytest

from gridwarden.algorithms.worktime import BadLimit, OutsideCalendar, due_many, elapsed_many
from tests.unit.algorithms.worktime.cast import at, calendar

STANDARD = calendar("standard")
MONDAY_S = int(at("2026-03-02 00:00").timestamp())


def seconds(text: str) -> int:
    return int(at(text).timestamp())


def random_starts(count: int) -> np.ndarray:
    return np.random.default_rng(3).integers(seconds("2024-01-01 00:00"), seconds("2026-11-01 00:00"), size=count)


def test_many_deadlines_are_those_of_the_single_clock() -> None:
    starts = random_starts(2_000)
    limits = np.random.default_rng(5).integers(1, 200_000, size=2_000)

    found = due_many(STANDARD, starts, limits)

    singly = [
        STANDARD.due(STANDARD.moment(start * 1_000_000), limit).timestamp()
        for start, limit in zip(starts.tolist(), limits.tolist(), strict=True)
    ]
    assert found.tolist() == singly


def test_spent_time_undoes_deadlines() -> None:
    starts = random_starts(100_000)

    assert np.all(elapsed_many(STANDARD, starts, due_many(STANDARD, starts, 54_321)) == 54_321)


def test_a_million_take_less_than_a_second() -> None:
    starts = random_starts(1_000_000)
    due_many(STANDARD, starts[:10], 3600)  # the tables are made once

    began = time.process_time()
    due_many(STANDARD, starts, 4 * 3600)

    assert time.process_time() - began < 1.0


def test_none_gives_none() -> None:
    assert due_many(STANDARD, np.array([], dtype=np.int64), 60).shape == (0,)


def test_deadlines_beyond_the_calendar_are_refused_and_counted() -> None:
    with pytest.raises(OutsideCalendar, match="2 deadlines"):
        due_many(STANDARD, [MONDAY_S, seconds("2026-12-31 17:30"), seconds("2026-12-31 17:40")], 3600)


def test_the_very_last_working_second_still_counts() -> None:
    evening = seconds("2026-12-31 17:00")

    assert due_many(STANDARD, [evening], 3600).tolist() == [evening + 3600]
    with pytest.raises(OutsideCalendar):
        due_many(STANDARD, [evening], 3601)


def test_starts_outside_the_calendar_are_refused_and_counted() -> None:
    with pytest.raises(OutsideCalendar, match="1 moments"):
        due_many(STANDARD, [MONDAY_S, seconds("2023-12-31 12:00")], 3600)


def test_a_limit_that_gives_no_time_is_refused() -> None:
    with pytest.raises(BadLimit):
        due_many(STANDARD, [MONDAY_S], 0)
