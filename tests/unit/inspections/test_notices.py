"""Numbers, codes, deadlines and drawings of papers, without a database."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridwarden.algorithms.worktime import Day, DayKind, Limit, WorkCalendar
from gridwarden.inspections.domain.codes import ALPHABET, LENGTH, is_code, new_code
from gridwarden.inspections.domain.deadlines import Bounds, DeadlineOutOfBounds
from gridwarden.inspections.domain.drawing import Street, Surroundings, svg
from gridwarden.inspections.domain.numbers import PaperNumber, check_digit, read_short

NOON = datetime(2026, 3, 2, 4, 0, 30, tzinfo=UTC)
#: Urgent hours run on every day, so a week of Sundays will do.
CALENDAR = WorkCalendar(tuple(Day(date(2026, 3, day), DayKind.WEEKEND) for day in range(1, 8)), 8 * 3600)
NUMBERS = st.builds(PaperNumber, st.just("整改通"), st.integers(2000, 2100), st.integers(1, 999_999))


def test_a_number_reads_as_the_trade_writes_it() -> None:
    number = PaperNumber("整改通", 2026, 123)
    assert str(number) == "整改通〔2026〕000123号"
    assert number.short == "2026-000123-7"


def test_the_check_digit_is_the_one_of_the_standard_s_own_example() -> None:
    assert check_digit("0794") == 5


@given(NUMBERS)
def test_a_number_typed_with_its_check_digit_is_found(number: PaperNumber) -> None:
    assert read_short(number.short) == (number.year, number.serial)
    assert read_short(number.short.replace("-", " ")) == (number.year, number.serial)


@given(NUMBERS, st.integers(0, 9), st.integers(1, 9))
def test_one_wrong_digit_is_never_taken_for_another_paper(number: PaperNumber, place: int, by: int) -> None:
    digits = f"{number.year}{number.serial:06d}"
    wrong = digits[:place] + str((int(digits[place]) + by) % 10) + digits[place + 1 :]
    assert check_digit(wrong) != check_digit(digits)
    assert read_short(f"{wrong[:4]}-{wrong[4:]}-{number.short[-1]}") is None


@pytest.mark.parametrize("text", ["", "老王早点", "2026-000123", "整改通〔2026〕000123号", "2026-12-7"])
def test_what_is_no_typed_number_is_left_to_the_search(text: str) -> None:
    assert read_short(text) is None


def test_codes_are_long_random_and_of_plain_signs() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) and is_code(code) for code in codes)
    assert not is_code("ABC")
    assert not is_code("I" * LENGTH)


def test_the_proposal_leaves_time_for_the_recheck() -> None:
    calendar, limit = CALENDAR, Limit(2, "urgent_hour")
    assert Bounds().proposed(calendar, NOON, limit) == datetime(2026, 3, 2, 5, 30, tzinfo=UTC)
    assert Bounds(proposed_percent=100).proposed(calendar, NOON, limit) == datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def test_a_deadline_of_ones_own_is_taken_within_bounds_and_refused_outside() -> None:
    calendar, limit, bounds = CALENDAR, Limit(2, "urgent_hour"), Bounds()
    assert bounds.settled(None, calendar, NOON, limit) == bounds.proposed(calendar, NOON, limit)
    wanted = NOON + timedelta(hours=3)
    assert bounds.settled(wanted, calendar, NOON, limit) == wanted
    for wrong in (NOON + timedelta(minutes=2), NOON + timedelta(hours=5), NOON - timedelta(days=1)):
        with pytest.raises(DeadlineOutOfBounds):
            bounds.settled(wrong, calendar, NOON, limit)


def test_the_drawing_is_whole_and_names_the_nearest_streets_once() -> None:
    road = Street("人民路<东>", "arterial", (((120.295, 31.5), (120.305, 31.5)),))
    ring = ((120.299, 31.499), (120.301, 31.499), (120.301, 31.501), (120.299, 31.499))
    drawn = svg(Surroundings(120.3, 31.5, (road, road), (ring,)))
    root = ET.fromstring(drawn)  # noqa: S314 - our own drawing
    texts = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["人民路<东>"]
    assert "stroke-dasharray" in drawn


def test_a_place_without_roads_is_drawn_all_the_same() -> None:
    assert svg(Surroundings(120.3, 31.5, ())).count("<circle") == 1
