"""Deadlines in the four units, around every kind of border."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gridwarden.algorithms.worktime import (
    BadLimit,
    Limit,
    LimitUnit,
    OutsideCalendar,
    Pause,
    StillPaused,
    deadline,
    due,
    elapsed_s,
)
from tests.unit.algorithms.worktime.cast import at, calendar

STANDARD = calendar("standard")


@pytest.mark.parametrize(
    ("start", "value", "unit", "end"),
    [
        # Inside one segment, over lunch, over night, over a weekend.
        ("2026-03-02 09:00", 2, "working_hour", "2026-03-02 11:00"),
        ("2026-03-02 11:00", 2, "working_hour", "2026-03-02 15:00"),
        ("2026-03-02 17:00", 2, "working_hour", "2026-03-03 09:00"),
        ("2026-03-06 17:00", 2, "working_hour", "2026-03-09 09:00"),
        # The end of a segment is that end, not the start of the next one.
        ("2026-03-02 09:00", 3, "working_hour", "2026-03-02 12:00"),
        ("2026-03-06 14:00", 4, "working_hour", "2026-03-06 18:00"),
        # Filed out of hours: begins with the next segment.
        ("2026-03-02 12:00", 1, "working_hour", "2026-03-02 15:00"),
        ("2026-03-02 12:30", 1, "working_hour", "2026-03-02 15:00"),
        ("2026-03-06 18:00", 1, "working_hour", "2026-03-09 09:00"),
        ("2026-03-07 03:00", 4, "working_hour", "2026-03-09 12:00"),
        # One working day is eight working hours: the same clock time on the next working day.
        ("2026-03-02 10:00", 1, "working_day", "2026-03-03 10:00"),
        ("2026-03-02 08:00", 1, "working_day", "2026-03-02 18:00"),
        ("2026-03-06 10:00", 3, "working_day", "2026-03-11 10:00"),
        # National Day 2026: off from Thursday 1 to Wednesday 7 October; Sunday 20 September and Saturday
        # 10 October are worked instead.
        ("2026-09-30 17:00", 2, "working_hour", "2026-10-08 09:00"),
        ("2026-10-09 17:00", 2, "working_hour", "2026-10-10 09:00"),
        ("2026-09-18 17:00", 2, "working_hour", "2026-09-20 09:00"),
        # Urgent limits run through.
        ("2026-03-06 23:00", 2, "urgent_hour", "2026-03-07 01:00"),
        ("2026-10-01 12:00", 1, "urgent_day", "2026-10-02 12:00"),
        ("2026-03-02 09:00", "0.25", "urgent_hour", "2026-03-02 09:15"),
    ],
)
def test_a_limit_ends_where_a_person_would_say(start: str, value: float, unit: str, end: str) -> None:
    assert due(STANDARD, at(start), Limit(value, unit)) == at(end)


def test_a_fraction_of_a_second_is_kept() -> None:
    start = at("2026-03-02 11:00") + timedelta(microseconds=250_001)

    assert due(STANDARD, start, Limit(2, "working_hour")) - start == timedelta(hours=4)
    assert due(STANDARD, start, Limit("0.25", "urgent_hour")) - start == timedelta(minutes=15)


def test_other_hours_give_other_days() -> None:
    patrol = calendar("patrol")

    assert due(patrol, at("2026-10-01 19:00"), Limit(2, "working_hour")) == at("2026-10-02 09:00")
    assert due(patrol, at("2026-10-01 19:00"), Limit(1, "working_day")) == at("2026-10-02 19:00")


@pytest.mark.parametrize(
    ("pauses", "end"),
    [
        ([], "2026-03-02 11:00"),
        ([("2026-03-02 09:30", "2026-03-02 10:00")], "2026-03-02 11:30"),
        # In any order, overlapping, touching, one inside another.
        ([("2026-03-02 10:00", "2026-03-02 10:30"), ("2026-03-02 09:30", "2026-03-02 10:00")], "2026-03-02 12:00"),
        ([("2026-03-02 09:30", "2026-03-02 10:15"), ("2026-03-02 10:00", "2026-03-02 10:30")], "2026-03-02 12:00"),
        ([("2026-03-02 09:30", "2026-03-02 10:30"), ("2026-03-02 09:40", "2026-03-02 09:50")], "2026-03-02 12:00"),
        # Before the start, after the end, from the very end, empty: no matter.
        ([("2026-03-01 09:30", "2026-03-02 09:00")], "2026-03-02 11:00"),
        ([("2026-03-02 11:00", "2026-03-05 09:00")], "2026-03-02 11:00"),
        ([("2026-03-02 11:00", None)], "2026-03-02 11:00"),
        ([("2026-03-02 10:00", "2026-03-02 10:00")], "2026-03-02 11:00"),
        # Over the start, over lunch, over a weekend.
        ([("2026-03-01 09:30", "2026-03-02 10:00")], "2026-03-02 12:00"),
        ([("2026-03-02 10:00", "2026-03-02 14:30")], "2026-03-02 15:30"),
        ([("2026-03-02 10:00", "2026-03-08 14:30")], "2026-03-09 09:00"),
    ],
)
def test_the_clock_stands_in_a_pause(pauses: list[tuple[str, str | None]], end: str) -> None:
    stands = [Pause(at(begin), at(stop) if stop else None) for begin, stop in pauses]

    assert due(STANDARD, at("2026-03-02 09:00"), Limit(2, "working_hour"), stands) == at(end)


def test_urgent_limits_pause_too() -> None:
    stands = [Pause(at("2026-03-02 10:00"), at("2026-03-03 10:00"))]

    assert due(STANDARD, at("2026-03-02 09:00"), Limit(2, "urgent_hour"), stands) == at("2026-03-03 11:00")


def test_there_is_no_deadline_while_the_clock_stands() -> None:
    stands = [Pause(at("2026-03-02 09:30")), Pause(at("2026-03-02 10:00"), at("2026-03-02 10:30"))]

    with pytest.raises(StillPaused):
        due(STANDARD, at("2026-03-02 09:00"), Limit(2, "working_hour"), stands)


def test_a_pause_without_end_counts_up_to_the_moment_asked() -> None:
    stands = [Pause(at("2026-03-02 09:30"))]

    assert elapsed_s(STANDARD, at("2026-03-02 09:00"), at("2026-03-02 16:00"), LimitUnit.WORKING_HOUR, stands) == 1800


def test_spent_time_is_negative_backwards() -> None:
    assert STANDARD.elapsed_s(at("2026-03-02 14:30"), at("2026-03-02 11:00")) == -5400


def test_spent_time_runs_through_for_urgent_units() -> None:
    assert elapsed_s(STANDARD, at("2026-03-07 00:00"), at("2026-03-08 00:00"), LimitUnit.URGENT_HOUR) == 86_400
    assert elapsed_s(STANDARD, at("2026-03-07 00:00"), at("2026-03-08 00:00"), LimitUnit.WORKING_DAY) == 0


def test_a_working_limit_beyond_the_calendar_is_refused_and_an_urgent_one_is_not() -> None:
    late = at("2026-12-31 17:00")

    with pytest.raises(OutsideCalendar):
        due(STANDARD, late, Limit(2, "working_hour"))
    assert due(STANDARD, late, Limit(2, "urgent_day")) == at("2027-01-02 17:00")
    assert due(STANDARD, at("2030-01-01 00:00"), Limit(1, "urgent_hour")) == at("2030-01-01 01:00")


def test_an_urgent_limit_beyond_all_dates_is_refused() -> None:
    with pytest.raises(OutsideCalendar, match="9999"):
        due(STANDARD, at("9999-01-01 00:00"), Limit(500, "urgent_day"))


def test_a_start_outside_the_calendar_is_refused() -> None:
    with pytest.raises(OutsideCalendar):
        due(STANDARD, at("2023-12-31 23:00"), Limit(2, "working_hour"))


def test_the_warning_comes_at_its_part_of_the_same_clock() -> None:
    found = deadline(STANDARD, at("2026-03-02 11:00"), Limit(5, "working_hour"))

    assert (found.warn_at, found.due_at) == (at("2026-03-02 17:00"), at("2026-03-02 18:00"))
    assert found.limit_s == 5 * 3600
    assert not found.is_provisional


def test_the_warning_moves_with_pauses() -> None:
    stands = [Pause(at("2026-03-02 09:00"), at("2026-03-02 10:00"))]

    found = deadline(STANDARD, at("2026-03-02 08:00"), Limit(4, "urgent_hour"), stands, warn_fraction=0.5)

    assert (found.warn_at, found.due_at) == (at("2026-03-02 11:00"), at("2026-03-02 13:00"))


@pytest.mark.parametrize("fraction", [0, -0.1, 1.1])
def test_a_warning_outside_the_limit_is_refused(fraction: float) -> None:
    with pytest.raises(BadLimit) as refusal:
        deadline(STANDARD, at("2026-03-02 08:00"), Limit(4, "urgent_hour"), warn_fraction=fraction)

    assert list(refusal.value.fields) == ["warn_fraction"]
