"""The calendars that these tests use: the real days of 2024 to 2026 under four sets of hours."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import chinese_calendar

from gridwarden.algorithms.worktime import EVERY_DAY, DayKind, DayRule, WeekHours, WorkCalendar, build

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]

#: Name → from and to in minutes after midnight.
HOURS: dict[str, list[tuple[int, int]]] = {
    "standard": [(480, 720), (840, 1080)],
    "office": [(540, 720), (810, 1050)],
    "patrol": [(480, 1200)],
    "around_the_clock": [(0, 1440)],
}
#: Calendars that work through weekends and holidays.
THROUGHOUT = {"patrol", "around_the_clock"}


def off(on: date) -> DayRule:
    return DayRule(DayKind.HOLIDAY, chinese_calendar.get_holiday_detail(on)[1] or "")


def official_rules() -> dict[date, DayRule]:
    rules = {on: off(on) for on in DAYS if on in chinese_calendar.holidays}
    made_up = {on: DayRule(DayKind.MAKE_UP_WORKDAY, name) for on, name in chinese_calendar.workdays.items()}
    return rules | {on: rule for on, rule in made_up.items() if FIRST <= on <= LAST}


def calendar(name: str = "standard") -> WorkCalendar:
    segments = tuple((begin * 60, end * 60) for begin, end in HOURS[name])
    throughout = name in THROUGHOUT
    hours = WeekHours(FIRST, segments, EVERY_DAY) if throughout else WeekHours(FIRST, segments)
    return build(first=FIRST, last=LAST, hours=[hours], rules={} if throughout else official_rules(), name=name)


def at(text: str) -> datetime:
    """``"2026-03-02 09:00"`` in Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)
