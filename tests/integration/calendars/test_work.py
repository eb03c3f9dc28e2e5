"""The clock by which a district's limits run."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import chinese_calendar
import pytest
from django.db import transaction

from gridwarden.algorithms.worktime import DayKind, Limit, deadline, due
from gridwarden.platform.calendars.actions import days, hours
from gridwarden.platform.calendars.models import Calendar
from gridwarden.platform.calendars.queries import NoSuchCalendar, calendar_for
from tests.integration.calendars.conftest import DISTRICT, NEIGHBOUR

if TYPE_CHECKING:
    from pytest_django.fixtures import DjangoAssertNumQueries, SettingsWrapper

    from gridwarden.platform.access import Actor

pytestmark = pytest.mark.django_db

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 2)
FOUNDING = {"name": "建区纪念日", "reason": "区政府通知"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


NOW = at("2026-03-02 09:00")


def close_monday(by: Actor) -> None:
    days.set_day(by=by, at=NOW, code="office", on=MONDAY, kind=DayKind.HOLIDAY, **FOUNDING)


def test_every_published_year_is_there_day_by_day() -> None:
    calendar = calendar_for(DISTRICT, NOW)

    first, last = date(2004, 1, 1), date(2026, 12, 31)
    found = {day.date for day in calendar.days if day.segments and first <= day.date <= last}
    assert found == set(chinese_calendar.get_workdays(first, last))


def test_holidays_have_their_chinese_names() -> None:
    calendar = calendar_for(DISTRICT, NOW)

    assert calendar.day(date(2026, 2, 17)).name == "春节"
    assert calendar.day(date(2026, 10, 10)).kind is DayKind.MAKE_UP_WORKDAY


def test_the_hours_are_those_of_the_settings(settings: SettingsWrapper) -> None:
    assert calendar_for(DISTRICT, NOW).due(NOW, 5 * 3600) == at("2026-03-02 16:00")

    settings.WORKING_HOURS = [("09:00", "12:00"), ("13:30", "17:30")]

    assert calendar_for(DISTRICT, NOW).due(NOW, 5 * 3600) == at("2026-03-02 15:30")


@pytest.mark.parametrize(
    ("code", "expected"), [("patrol", "2026-10-01 19:00"), ("around_the_clock", "2026-10-01 11:00")]
)
def test_other_calendars_work_through_holidays(code: str, expected: str) -> None:
    calendar = calendar_for(DISTRICT, NOW, code=code)
    start = at("2026-10-01 07:00" if code == "around_the_clock" else "2026-10-01 15:00")

    assert due(calendar, start, Limit(4, "working_hour")) == at(expected)
    assert calendar.covered_until is None


def test_an_unknown_calendar_is_refused() -> None:
    with pytest.raises(NoSuchCalendar):
        calendar_for(DISTRICT, NOW, code="lunar")


def test_days_that_nobody_has_published_are_provisional() -> None:
    calendar = calendar_for(DISTRICT, at("2026-12-31 17:00"))

    found = deadline(calendar, at("2026-12-31 17:00"), Limit(2, "working_hour"))

    assert found.due_at == at("2027-01-01 09:00")
    assert found.is_provisional
    assert calendar.covered_until == date(2027, 1, 1)


def test_deadlines_of_three_years_ahead_still_have_an_answer() -> None:
    calendar = calendar_for(DISTRICT, at("2031-06-02 09:00"))

    assert due(calendar, at("2031-06-02 09:00"), Limit(600, "working_day")).year == 2033


def test_without_any_rows_the_built_in_calendar_holds() -> None:
    before = calendar_for(DISTRICT, NOW)
    Calendar.objects.all().delete()

    found = calendar_for(DISTRICT, NOW)

    assert found.version == 0
    assert found.days == before.days


def test_what_was_computed_without_rows_can_be_computed_again(keeper: Actor) -> None:
    Calendar.objects.all().delete()
    close_monday(keeper)

    assert calendar_for(DISTRICT, NOW).day(MONDAY).kind is DayKind.HOLIDAY
    assert calendar_for(DISTRICT, NOW, version=0).day(MONDAY).segments
    assert calendar_for(DISTRICT, NOW, version=0).covered_until == date(2027, 1, 1)


def test_one_statement_tells_that_nothing_has_changed(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    first = calendar_for(DISTRICT, NOW)

    with django_assert_num_queries(1):
        again = calendar_for(DISTRICT, NOW + timedelta(days=30))

    assert again is first


def test_an_edit_is_seen_at_once(keeper: Actor) -> None:
    assert calendar_for(DISTRICT, NOW).day(MONDAY).segments

    close_monday(keeper)

    assert calendar_for(DISTRICT, NOW).day(MONDAY).kind is DayKind.HOLIDAY


def test_an_edit_that_was_rolled_back_is_forgotten(keeper: Actor) -> None:
    with transaction.atomic():
        close_monday(keeper)
        assert calendar_for(DISTRICT, NOW).day(MONDAY).kind is DayKind.HOLIDAY
        transaction.set_rollback(True)
    assert calendar_for(DISTRICT, NOW).day(MONDAY).segments

    days.set_day(by=keeper, at=NOW, code="office", on=MONDAY, kind=DayKind.WORKDAY, segments=((0, 60),), reason="x")

    assert calendar_for(DISTRICT, NOW).day(MONDAY).segments == ((0, 60),)


def test_a_neighbour_keeps_the_common_calendar(keeper: Actor) -> None:
    close_monday(keeper)

    assert calendar_for(NEIGHBOUR, NOW).day(MONDAY).segments


def test_an_earlier_version_says_what_it_said(keeper: Actor) -> None:
    before = calendar_for(DISTRICT, NOW)
    close_monday(keeper)
    days.clear_day(by=keeper, at=NOW, code="office", on=MONDAY, reason="误操作")

    assert calendar_for(DISTRICT, NOW).version == before.version + 2
    assert calendar_for(DISTRICT, NOW, version=before.version).days == before.days
    assert calendar_for(DISTRICT, NOW, version=before.version + 1).day(MONDAY).name == "建区纪念日"
    assert calendar_for(DISTRICT, NOW).day(MONDAY) == before.day(MONDAY)


def test_the_standard_day_is_that_of_the_hours_in_force(keeper: Actor) -> None:
    summer = ((8 * 3600, 12 * 3600), (15 * 3600, 18 * 3600))
    weekdays = frozenset(range(5))
    hours.set_hours(
        by=keeper, at=NOW, code="office", valid_from=date(2026, 7, 1), segments=summer, weekdays=weekdays, reason="高温"
    )

    assert calendar_for(DISTRICT, at("2026-06-30 09:00")).day_s == 8 * 3600
    july = calendar_for(DISTRICT, at("2026-07-01 09:00"))
    assert july.day_s == 7 * 3600
    assert due(july, at("2026-07-01 09:00"), Limit(1, "working_day")) == at("2026-07-02 09:00")
    # A limit that began before the change still meets the new hours as it runs.
    june = calendar_for(DISTRICT, at("2026-06-30 09:00"))
    assert due(june, at("2026-06-30 17:00"), Limit(1, "working_day")) == at("2026-07-01 18:00")
