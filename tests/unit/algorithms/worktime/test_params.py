"""Limits and pauses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gridwarden.algorithms.worktime import BadLimit, BadPause, Limit, LimitUnit, Pause
from tests.unit.algorithms.worktime.cast import at

EIGHT_HOURS = 8 * 3600


@pytest.mark.parametrize(
    ("value", "unit", "seconds"),
    [
        (4, "working_hour", 4 * 3600),
        ("1.5", "working_hour", 5400),
        (Decimal("0.25"), "urgent_hour", 900),
        (2, "urgent_day", 2 * 86400),
        (3, "working_day", 3 * EIGHT_HOURS),
        (0.5, "working_day", EIGHT_HOURS // 2),
    ],
)
def test_a_limit_is_so_many_seconds_of_its_own_clock(value: float, unit: str, seconds: int) -> None:
    assert Limit(value, unit).seconds(EIGHT_HOURS) == seconds


def test_a_working_day_is_as_long_as_the_standard_day() -> None:
    assert Limit(1, LimitUnit.WORKING_DAY).seconds(7 * 3600) == 7 * 3600


def test_only_urgent_units_run_through() -> None:
    assert {unit for unit in LimitUnit if unit.is_continuous} == {LimitUnit.URGENT_HOUR, LimitUnit.URGENT_DAY}


def test_equal_limits_are_equal_however_they_were_written() -> None:
    assert Limit(4, "working_hour") == Limit("4.0", LimitUnit.WORKING_HOUR)
    assert str(Limit("4.0", "working_hour")) == "4 working_hour"
    assert str(Limit(100, "urgent_day")) == "100 urgent_day"


@pytest.mark.parametrize("value", [0, -1, "-0.5", "four", "", "nan", "inf", None, 1e-9, 1e12])
def test_a_limit_that_gives_no_time_is_refused(value: float) -> None:
    with pytest.raises(BadLimit) as refusal:
        Limit(value, "working_hour")

    assert list(refusal.value.fields) == ["value"]


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(BadLimit) as refusal:
        Limit(1, "fortnight")

    assert list(refusal.value.fields) == ["unit"]


def test_a_pause_may_be_open_or_empty() -> None:
    assert Pause(at("2026-03-02 09:00")).end is None
    assert Pause(at("2026-03-02 09:00"), at("2026-03-02 09:00")).end == at("2026-03-02 09:00")


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadPause) as refusal:
        Pause(at("2026-03-02 09:00"), at("2026-03-02 08:59"))

    assert list(refusal.value.fields) == ["end"]
