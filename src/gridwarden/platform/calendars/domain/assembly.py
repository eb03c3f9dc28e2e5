"""From what a calendar consists of to the clock that runs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import DayRule, WeekHours, WorkCalendar, build
from gridwarden.platform.calendars.domain import official
from gridwarden.platform.calendars.domain.presets import PRESETS, CalendarCode

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gridwarden.algorithms.worktime import Segment

#: Every calendar begins here: the first year whose holidays are known.
FIRST_DAY = date(official.known_years().start, 1, 1)
#: Days beyond the published years are worked out for so many years, provisionally.
YEARS_AHEAD = 3
#: No calendar runs further.
_LAST_YEAR = 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """Everything that one version of a calendar says."""

    name: str
    version: int = 0
    observes_holidays: bool = True
    #: In order of the day from which they hold.
    hours: tuple[WeekHours, ...]
    rules: Mapping[date, DayRule] = field(default_factory=dict)
    #: Years whose holidays are all known.
    years: frozenset[int] = frozenset()

    @property
    def covered_until(self) -> date | None:
        """First day of which nobody knows whether it is worked; ``None`` where holidays do not matter."""
        if not self.observes_holidays:
            return None
        year = min(self.years, default=FIRST_DAY.year)
        while year in self.years:
            year += 1
        return date(year, 1, 1)

    def hours_on(self, on: date) -> WeekHours:
        """Return the hours that hold on a day."""
        return next((hours for hours in reversed(self.hours) if hours.valid_from <= on), self.hours[0])


def assemble(content: Content, on: date) -> WorkCalendar:
    """Return the calendar as it is used on a day: that day's hours make the length of the standard day.

    It reaches three years beyond the published days or the day itself, whichever is later; the days that
    nobody has published are plain weekdays and provisional.
    """
    known = content.covered_until
    last_year = min(max(on.year, known.year - 1 if known else 0) + YEARS_AHEAD, _LAST_YEAR)
    return build(
        first=FIRST_DAY,
        last=date(last_year, 12, 31),
        hours=content.hours,
        rules=content.rules,
        covered_until=known,
        day_s=content.hours_on(on).day_s,
        name=content.name,
        version=content.version,
    )


def standard(code: str, office_hours: tuple[Segment, ...]) -> Content:
    """Return a calendar that nobody has edited: published holidays, and the hours of the settings or the preset."""
    preset = PRESETS.get(code, PRESETS[CalendarCode.OFFICE])
    hours = WeekHours(FIRST_DAY, preset.segments or office_hours, preset.weekdays)
    if not preset.observes_holidays:
        return Content(name=code, observes_holidays=False, hours=(hours,))
    years = official.known_years()
    rules = {on: rule for year in years for on, rule in official.published(year).items()}
    return Content(name=code, hours=(hours,), rules=rules, years=frozenset(years))
