"""The holidays and make-up workdays that the State Council has published, as the library knows them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import chinese_calendar
from chinese_calendar import Holiday

from gridwarden.algorithms.worktime import DayKind, DayRule

if TYPE_CHECKING:
    from datetime import date

_NAMES: dict[str, str] = {holiday.value: holiday.chinese for holiday in Holiday}


def known_years() -> range:
    """Return the years of which all holidays are known, without a gap."""
    return range(min(chinese_calendar.holidays).year, max(chinese_calendar.holidays).year + 1)


@lru_cache(maxsize=64)
def published(year: int) -> dict[date, DayRule]:
    """Return the days of a known year that differ from plain weekdays and weekends, with their Chinese names."""
    off = _of(year, chinese_calendar.holidays, DayKind.HOLIDAY)
    return off | _of(year, chinese_calendar.workdays, DayKind.MAKE_UP_WORKDAY)


def _of(year: int, days: dict[date, str], kind: DayKind) -> dict[date, DayRule]:
    return {on: DayRule(kind, _NAMES[name]) for on, name in days.items() if on.year == year}
