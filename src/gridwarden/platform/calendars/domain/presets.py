"""The calendars that every district has from the first day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gridwarden.algorithms.worktime import EVERY_DAY, MONDAY_TO_FRIDAY, Segment


class CalendarCode(StrEnum):
    """Which calendar; limits of cases run on the office's unless a rule says otherwise."""

    OFFICE = "office"
    PATROL = "patrol"
    AROUND_THE_CLOCK = "around_the_clock"


@dataclass(frozen=True, slots=True)
class Preset:
    """What a calendar is before anybody edits it; without segments it keeps the hours of the settings."""

    code: CalendarCode
    observes_holidays: bool
    weekdays: frozenset[int]
    segments: tuple[Segment, ...] | None = None


PRESETS: dict[str, Preset] = {
    preset.code: preset
    for preset in (
        Preset(CalendarCode.OFFICE, observes_holidays=True, weekdays=MONDAY_TO_FRIDAY),
        Preset(CalendarCode.PATROL, observes_holidays=False, weekdays=EVERY_DAY, segments=((28_800, 72_000),)),
        Preset(CalendarCode.AROUND_THE_CLOCK, observes_holidays=False, weekdays=EVERY_DAY, segments=((0, 86_400),)),
    )
}
