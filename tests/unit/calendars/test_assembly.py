"""From the content of a calendar to its clock."""

from __future__ import annotations

from datetime import date

import pytest

from gridwarden.algorithms.worktime import DayKind, DayRule, WeekHours
from gridwarden.platform.calendars.domain import official
from gridwarden.platform.calendars.domain.assembly import FIRST_DAY, Content, assemble, standard

HOURS = ((28_800, 43_200), (50_400, 64_800))
ON = date(2026, 11, 22)


def test_the_library_knows_2004_to_2026() -> None:
    # When this fails the library has learnt a new year: good news, and the tests below need that year too.
    assert official.known_years() == range(2004, 2027)
    assert date(2004, 1, 1) == FIRST_DAY


def test_published_days_bear_chinese_names() -> None:
    assert official.published(2026)[date(2026, 10, 1)] == DayRule(DayKind.HOLIDAY, "国庆节")
    assert official.published(2026)[date(2026, 10, 10)] == DayRule(DayKind.MAKE_UP_WORKDAY, "国庆节")


def test_2026_has_33_days_off_and_6_days_made_up() -> None:
    kinds = [rule.kind for rule in official.published(2026).values()]

    assert (kinds.count(DayKind.HOLIDAY), kinds.count(DayKind.MAKE_UP_WORKDAY)) == (33, 6)


@pytest.mark.parametrize(
    ("years", "covered_until"),
    [
        ({2025, 2026}, date(2027, 1, 1)),
        ({2025, 2026, 2028}, date(2027, 1, 1)),
        ({2024, 2026}, date(2025, 1, 1)),
        (set(), FIRST_DAY),
    ],
)
def test_days_are_covered_up_to_the_first_missing_year(years: set[int], covered_until: date) -> None:
    content = Content(name="office", hours=(WeekHours(FIRST_DAY, HOURS),), years=frozenset(years))

    assert content.covered_until == covered_until


def test_a_calendar_reaches_three_years_beyond_what_is_known_or_asked() -> None:
    office = standard("office", HOURS)

    assert assemble(office, date(2020, 1, 1)).days[-1].date == date(2029, 12, 31)
    assert assemble(office, date(2031, 1, 1)).days[-1].date == date(2034, 12, 31)
    assert assemble(standard("patrol", HOURS), ON).days[-1].date == date(2029, 12, 31)


@pytest.mark.parametrize(("code", "day_s"), [("office", 8 * 3600), ("patrol", 12 * 3600), ("around_the_clock", 86_400)])
def test_each_calendar_has_its_own_standard_day(code: str, day_s: int) -> None:
    assert assemble(standard(code, HOURS), ON).day_s == day_s


def test_the_hours_of_a_day_are_the_latest_that_have_begun() -> None:
    summer = WeekHours(date(2026, 7, 1), ((25_200, 39_600),))
    content = Content(name="office", hours=(WeekHours(FIRST_DAY, HOURS), summer))

    assert content.hours_on(date(2026, 6, 30)).segments == HOURS
    assert content.hours_on(date(2026, 7, 1)) == summer
    assert content.hours_on(date(1999, 1, 1)).segments == HOURS
