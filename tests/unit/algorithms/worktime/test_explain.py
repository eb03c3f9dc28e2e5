"""The steps by which a person can check a deadline."""

from __future__ import annotations

from itertools import pairwise

import pytest

from gridwarden.algorithms.worktime import DayKind, Limit, OutsideCalendar, Pause, Step, StepKind, StillPaused, explain
from tests.unit.algorithms.worktime.cast import at, calendar

STANDARD = calendar("standard")


def told(start: str, limit: Limit, *pauses: Pause) -> list[str]:
    """Each step as one short line."""
    return [line(step) for step in explain(STANDARD, at(start), limit, pauses)]


def line(step: Step) -> str:
    why = " ".join(filter(None, [step.day_kind, step.name]))
    hours = f"{step.seconds / 3600:g} left {step.remaining_s / 3600:g}"
    return f"{step.kind} {step.start:%d %H:%M}–{step.end:%d %H:%M} {hours} {why}".strip()


def test_a_limit_over_lunch_and_night_is_told_by_segment() -> None:
    assert told("2026-03-02 11:00", Limit(6, "working_hour")) == [
        "counted 02 11:00–02 12:00 1 left 5 workday",
        "counted 02 14:00–02 18:00 4 left 1 workday",
        "counted 03 08:00–03 09:00 1 left 0 workday",
    ]


def test_days_off_say_why() -> None:
    assert told("2026-10-06 10:00", Limit(20, "working_hour")) == [
        "day_off 06 10:00–07 00:00 0 left 20 holiday National Day",
        "day_off 07 00:00–08 00:00 0 left 20 holiday National Day",
        "counted 08 08:00–08 12:00 4 left 16 workday",
        "counted 08 14:00–08 18:00 4 left 12 workday",
        "counted 09 08:00–09 12:00 4 left 8 workday",
        "counted 09 14:00–09 18:00 4 left 4 workday",
        "counted 10 08:00–10 12:00 4 left 0 make_up_workday National Day",
    ]


def test_a_weekend_is_told_as_two_days() -> None:
    steps = explain(STANDARD, at("2026-03-06 17:00"), Limit(2, "working_hour"))

    assert [step.day_kind for step in steps] == [
        DayKind.WORKDAY,
        DayKind.WEEKEND,
        DayKind.WEEKEND,
        DayKind.WORKDAY,
    ]


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("2026-03-02 06:00", "out_of_hours 02 06:00–02 08:00 0 left 1 workday"),
        ("2026-03-02 12:00", "out_of_hours 02 12:00–02 14:00 0 left 1 workday"),
        ("2026-03-02 18:00", "out_of_hours 02 18:00–03 00:00 0 left 1 workday"),
    ],
)
def test_a_start_out_of_hours_is_told_first(start: str, first: str) -> None:
    steps = told(start, Limit(1, "working_hour"))

    assert steps[0] == first
    assert len(steps) == 2


def test_a_pause_is_told_where_it_would_have_counted() -> None:
    pause = Pause(at("2026-03-02 11:00"), at("2026-03-02 15:00"))

    assert told("2026-03-02 10:00", Limit(2, "working_hour"), pause) == [
        "counted 02 10:00–02 11:00 1 left 1 workday",
        "paused 02 11:00–02 12:00 0 left 1 workday",
        "paused 02 14:00–02 15:00 0 left 1 workday",
        "counted 02 15:00–02 16:00 1 left 0 workday",
    ]


def test_an_urgent_limit_is_one_stretch() -> None:
    assert told("2026-03-06 23:00", Limit(1, "urgent_day")) == ["continuous 06 23:00–07 23:00 24 left 0"]


def test_an_urgent_limit_with_a_pause_is_three_stretches() -> None:
    pause = Pause(at("2026-03-07 00:00"), at("2026-03-08 00:00"))

    assert told("2026-03-06 23:00", Limit(2, "urgent_hour"), pause) == [
        "continuous 06 23:00–07 00:00 1 left 1",
        "paused 07 00:00–08 00:00 0 left 1",
        "continuous 08 00:00–08 01:00 1 left 0",
    ]


@pytest.mark.parametrize("unit", ["working_hour", "urgent_hour"])
def test_nothing_is_told_of_a_clock_that_stands(unit: str) -> None:
    with pytest.raises(StillPaused):
        told("2026-03-02 10:00", Limit(2, unit), Pause(at("2026-03-02 11:00")))


def test_what_lies_outside_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        told("2026-12-31 17:00", Limit(2, "working_hour"))


def test_steps_follow_each_other() -> None:
    steps = explain(STANDARD, at("2026-02-13 03:17"), Limit(9, "working_day"))

    assert all(earlier.end <= later.start for earlier, later in pairwise(steps))
    assert StepKind.COUNTED in {step.kind for step in steps}
