"""Steps of a deadline as people read them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from gridwarden.algorithms.worktime import Step, StepKind
from gridwarden.cases.web.explaining import told_all

START = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def step(start_s: int, spent_s: int, left_s: int) -> Step:
    start = START + timedelta(seconds=start_s)
    return Step(
        kind=StepKind.CONTINUOUS,
        start=start,
        end=start + timedelta(seconds=spent_s),
        seconds=spent_s,
        remaining_s=left_s,
        day_kind=None,
        name="",
        is_provisional=False,
    )


def test_a_step_of_seconds_is_not_told() -> None:
    steps = [step(0, 10, 3600), step(10, 1800, 1800), step(1810, 1800, 0)]
    assert [one.seconds for one in told_all(steps)] == [1800, 1800]


def test_a_step_of_a_minute_is_told() -> None:
    assert [one.seconds for one in told_all([step(0, 60, 0)])] == [60]


def test_a_deadline_of_seconds_keeps_its_last_step() -> None:
    assert [one.seconds for one in told_all([step(0, 5, 5), step(5, 5, 0)])] == [5]
    assert told_all([]) == []
