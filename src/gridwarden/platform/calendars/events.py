"""News about calendars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class CalendarChanged(Event):
    """A calendar has a new version: open deadlines on the changed days are to be computed again.

    District 0 means every district that has no calendar of this code of its own.
    """

    name: ClassVar[str] = "calendar_changed"

    calendar_id: int
    code: str
    version: int
    #: First and last changed day as ISO dates; without a last one the change has no end.
    first_day: str
    last_day: str | None = None


@dataclass(frozen=True, kw_only=True)
class CalendarCoverageShort(Event):
    """The published days of a calendar end soon; somebody should import the next year's.

    District 0 means every district that has no calendar of this code of its own.
    """

    name: ClassVar[str] = "calendar_coverage_short"

    code: str
    #: First day that nobody has published, as an ISO date.
    covered_until: str
    days_ahead: int
