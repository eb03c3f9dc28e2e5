"""Hours as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.platform.calendars.domain.hours import BadHours, checked_hours, format_hours, from_settings, parse_hours

STANDARD = ((28_800, 43_200), (50_400, 64_800))


@pytest.mark.parametrize(
    "text",
    [
        "08:00-12:00 14:00-18:00",
        "8:00–12:00, 14:00–18:00",
        "8：00至12：00、14：00至18：00",
        " 08:00 - 12:00;14:00~18:00 ",
    ],
)
def test_hours_are_read_however_they_are_written(text: str) -> None:
    assert parse_hours(text) == STANDARD


def test_a_day_may_last_until_midnight() -> None:
    assert parse_hours("00:00-24:00") == ((0, 86_400),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "morning",
        "08:00",
        "08:00-12:00 and more",
        "12:00-08:00",
        "08:00-08:00",
        "08:00-24:01",
        "08:60-12:00",
        "08:00-12:00 11:00-13:00",
        "14:00-18:00 08:00-12:00",
    ],
)
def test_what_are_no_hours_is_refused(text: str) -> None:
    with pytest.raises(BadHours) as refusal:
        parse_hours(text)

    assert list(refusal.value.fields) == ["hours"]


def test_settings_are_pairs_of_times() -> None:
    assert from_settings([("08:00", "12:00"), ("14:00", "18:00")]) == STANDARD


def test_stored_hours_are_checked_again() -> None:
    assert checked_hours([[28_800, 43_200]]) == ((28_800, 43_200),)
    with pytest.raises(BadHours):
        checked_hours([[43_200, 28_800]])


@given(st.lists(st.integers(0, 1440), min_size=2, max_size=8, unique=True).map(sorted))
def test_writing_and_reading_hours_changes_nothing(borders: list[int]) -> None:
    minutes = [border * 60 for border in borders]
    segments = tuple(zip(minutes[::2], minutes[1::2], strict=False))

    assert parse_hours(format_hours(segments)) == segments
