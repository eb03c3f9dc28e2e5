"""The district's own time: as fast as asked, and without the nights when it is faster than the clock."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.simulation.life.present import SLEEPS_AT, WAKES_AT, Rhythm

ZONE = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


def test_as_fast_as_the_clock_it_is_the_clock() -> None:
    rhythm = Rhythm(at("2026-03-02T02:00"), 1, ZONE)
    assert rhythm.at(at("2026-03-02T03:00")) == at("2026-03-02T03:00")


def test_sixty_times_as_fast_a_minute_is_an_hour() -> None:
    rhythm = Rhythm(at("2026-03-02T09:00"), 60, ZONE)
    assert rhythm.at(at("2026-03-02T09:01")) == at("2026-03-02T10:00")


def test_it_begins_at_the_moment_at_which_it_starts() -> None:
    start = at("2026-03-02T09:17")
    assert Rhythm(start, 60, ZONE).at(start) == start


@pytest.mark.parametrize(
    ("start", "first"),
    [("2026-03-02T03:00", "2026-03-02T07:30"), ("2026-03-02T23:00", "2026-03-03T07:30")],
)
def test_at_night_it_begins_with_the_next_morning(start: str, first: str) -> None:
    assert Rhythm(at(start), 60, ZONE).at(at(start)) == at(first)


def test_nights_are_left_out() -> None:
    rhythm = Rhythm(at("2026-03-02T21:00"), 60, ZONE)
    assert rhythm.at(at("2026-03-02T21:01")) == at("2026-03-03T08:00")


@given(st.floats(1.5, 5_000), st.integers(0, 86_400), st.lists(st.integers(0, 7_200), min_size=2, max_size=6))
def test_its_time_never_runs_backwards_and_is_always_of_the_day(speed: float, begins_s: int, waits: list[int]) -> None:
    start = at("2026-03-02T00:00") + timedelta(seconds=begins_s)
    rhythm = Rhythm(start, speed, ZONE)
    moments = [rhythm.at(start + timedelta(seconds=wait)) for wait in sorted(waits)]
    assert moments == sorted(moments)
    assert all(WAKES_AT <= moment.astimezone(ZONE).time() <= SLEEPS_AT for moment in moments)
