"""The clock against a naive count of minutes: not one difference."""

from __future__ import annotations

import numpy as np
import pytest

from gridwarden.algorithms.worktime import Limit, LimitUnit, OutsideCalendar, Pause, due, due_many, elapsed_s, explain
from tests.unit.algorithms.worktime import cast, oracle

#: Times four calendars.
CASES = 25_000
NAMES = list(cast.HOURS)
HOUR = LimitUnit.WORKING_HOUR


def random_case(rng: np.random.Generator) -> tuple[int, int, list[tuple[int, int]]]:
    """A start, a limit up to 70 hours, and none to three pauses of up to ten days around them."""
    start = int(rng.integers(0, oracle.SPAN - 1))
    begins = start + rng.integers(-2_000, 12_000, size=int(rng.integers(0, 4)))
    pauses = [(int(begin), int(begin + rng.integers(0, 14_400))) for begin in begins]
    return start, int(rng.integers(1, 4_200)), pauses


def as_pauses(pauses: list[tuple[int, int]]) -> list[Pause]:
    return [Pause(oracle.moment(begin), oracle.moment(end)) for begin, end in pauses]


def limit_of(minutes: int) -> Limit:
    # Sixtieths of an hour are no round decimals; seven places lose less than a second.
    return Limit(f"{minutes / 60:.7f}", HOUR)


@pytest.mark.parametrize("name", NAMES)
def test_deadlines_with_pauses_are_those_of_the_minute_count(name: str) -> None:
    calendar, minutes, rng = cast.calendar(name), oracle.working_minutes(name), np.random.default_rng(20260302)
    differences = []
    for _ in range(CASES):
        start, limit, pauses = random_case(rng)
        expected = oracle.due(minutes, start, limit, pauses)
        try:
            found = due(calendar, oracle.moment(start), limit_of(limit), as_pauses(pauses))
        except OutsideCalendar:
            found = None
        if found != (None if expected is None else oracle.moment(expected)):
            differences.append((start, limit, pauses))

    assert differences == []


@pytest.mark.parametrize("name", NAMES)
def test_the_minute_count_itself_agrees_with_a_ticking_hand(name: str) -> None:
    minutes, rng = oracle.working_minutes(name), np.random.default_rng(7)
    for _ in range(8):
        start, limit, pauses = random_case(rng)
        start %= oracle.SPAN // 2
        assert oracle.due(minutes, start, limit % 600 + 1, pauses) == oracle.tick(name, start, limit % 600 + 1, pauses)


@pytest.mark.parametrize("name", NAMES)
def test_a_hundred_thousand_at_once_are_those_of_the_minute_count(name: str) -> None:
    calendar, minutes, rng = cast.calendar(name), oracle.working_minutes(name), np.random.default_rng(11)
    starts = rng.integers(0, oracle.SPAN - 30_000, size=100_000)
    limits = rng.integers(1, 4_200, size=100_000)
    expected = minutes[np.searchsorted(minutes, starts) + limits - 1] + 1

    found = due_many(calendar, starts * 60 + int(oracle.ORIGIN.timestamp()), limits * 60)

    np.testing.assert_array_equal((found - int(oracle.ORIGIN.timestamp())) / 60, expected)


@pytest.mark.parametrize("name", NAMES)
def test_spent_time_with_pauses_is_that_of_the_minute_count(name: str) -> None:
    calendar, minutes, rng = cast.calendar(name), oracle.working_minutes(name), np.random.default_rng(13)
    for _ in range(2_000):
        start, length, pauses = random_case(rng)
        end = min(start + length * 5, oracle.SPAN)
        between = minutes[slice(*np.searchsorted(minutes, [start, end]))]
        for begin, stop in pauses:
            between = between[(between < begin) | (between >= stop)]

        spent = elapsed_s(calendar, oracle.moment(start), oracle.moment(end), HOUR, as_pauses(pauses))

        assert spent == len(between) * 60


@pytest.mark.parametrize("name", NAMES)
def test_explanations_end_where_the_deadline_is(name: str) -> None:
    calendar, rng = cast.calendar(name), np.random.default_rng(17)
    for _ in range(400):
        start, minutes, pauses = random_case(rng)
        start %= oracle.SPAN - 90_000
        limit, stands = limit_of(minutes), as_pauses(pauses)

        steps = explain(calendar, oracle.moment(start), limit, stands)

        assert steps[-1].end == due(calendar, oracle.moment(start), limit, stands)
        assert sum(step.seconds for step in steps) == minutes * 60
        assert steps[-1].remaining_s == 0
