"""How far the published days reach, and what is done about it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from gridwarden.algorithms.worktime import DayKind, DayRule
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.calendars.actions import days
from gridwarden.platform.calendars.actions.renewal import take_published_years, tell_shortages
from gridwarden.platform.calendars.domain import official
from gridwarden.platform.calendars.events import CalendarChanged, CalendarCoverageShort
from gridwarden.platform.calendars.jobs import watch_calendars
from gridwarden.platform.calendars.models import Calendar
from gridwarden.platform.calendars.queries import calendar_for, coverage, shortages
from gridwarden.platform.events.models import EventRow
from tests.integration.calendars.conftest import DISTRICT

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

pytestmark = pytest.mark.django_db

NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def published_2027(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a newer library knew 2027."""
    known = official.published
    days_of_2027 = {
        NEW_YEAR: DayRule(DayKind.HOLIDAY, "元旦"),
        date(2027, 2, 5): DayRule(DayKind.HOLIDAY, "春节"),
    }
    monkeypatch.setattr(official, "known_years", lambda: range(2004, 2028))
    monkeypatch.setattr(official, "published", lambda year: days_of_2027 if year == 2027 else known(year))


@pytest.mark.parametrize(
    ("today", "days_ahead", "is_short"),
    [
        (date(2026, 10, 3), 90, False),
        (date(2026, 10, 4), 89, True),
        (date(2026, 12, 31), 1, True),
        (date(2027, 6, 1), 0, True),
    ],
)
def test_coverage_is_short_below_ninety_days(today: date, days_ahead: int, is_short: bool) -> None:  # noqa: FBT001
    found = coverage(DISTRICT, today)

    assert (found.covered_until, found.days_ahead, found.is_short) == (NEW_YEAR, days_ahead, is_short)


def test_calendars_without_holidays_need_no_notice() -> None:
    found = coverage(DISTRICT, date(2026, 12, 31), code="patrol")

    assert (found.covered_until, found.days_ahead, found.is_short) == (None, None, False)


def test_every_calendar_that_ends_soon_is_told_of(keeper: Actor, monday_morning: datetime) -> None:
    days.set_day(
        by=keeper, at=monday_morning, code="office", on=NEW_YEAR, kind=DayKind.HOLIDAY, name="元旦", reason="x"
    )

    tell_shortages(at=monday_morning, today=date(2026, 11, 22))

    told = [CalendarCoverageShort.load(row) for row in EventRow.objects.filter(name="calendar_coverage_short")]
    assert {(event.district_id, event.code, event.days_ahead) for event in told} == {
        (0, "office", 40),
        (DISTRICT, "office", 40),
    }
    assert {event.covered_until for event in told} == {"2027-01-01"}


def test_nothing_is_told_while_enough_is_known(monday_morning: datetime) -> None:
    assert tell_shortages(at=monday_morning, today=monday_morning.date()) == ()

    assert not EventRow.objects.exists()


@pytest.mark.usefixtures("published_2027")
def test_a_newly_published_year_reaches_every_calendar(keeper: Actor, monday_morning: datetime) -> None:
    days.set_day(by=keeper, at=monday_morning, code="office", on=NEW_YEAR, kind=DayKind.WORKDAY, reason="值班")
    EventRow.objects.all().delete()

    assert take_published_years(at=monday_morning) == 2

    own, common = calendar_for(DISTRICT, monday_morning), calendar_for(99, monday_morning)
    assert own.covered_until == common.covered_until == date(2028, 1, 1)
    assert common.day(NEW_YEAR).kind is DayKind.HOLIDAY
    # What somebody has set by hand is stronger than the library.
    assert own.day(NEW_YEAR).kind is DayKind.WORKDAY
    assert own.day(date(2027, 2, 5)).name == "春节"
    events = [CalendarChanged.load(row) for row in EventRow.objects.order_by("id")]
    assert {(event.district_id, event.first_day, event.last_day) for event in events} == {
        (0, "2027-01-01", "2027-12-31"),
        (DISTRICT, "2027-01-01", "2027-12-31"),
    }
    assert AuditEntry.objects.filter(action="calendar.years_taken", actor_name="system").count() == 2


@pytest.mark.usefixtures("published_2027")
def test_taking_years_twice_changes_nothing(monday_morning: datetime) -> None:
    take_published_years(at=monday_morning)

    assert take_published_years(at=monday_morning) == 0


def test_the_daily_job_founds_calendars_that_are_missing() -> None:
    Calendar.objects.all().delete()

    watch_calendars()

    assert Calendar.objects.count() == 3
    assert Calendar.objects.get(code="office").years.count() == len(official.known_years())
    assert {found.code for found in shortages(date(2026, 12, 1))} == {"office"}
