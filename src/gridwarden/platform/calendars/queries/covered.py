"""How far ahead the published days reach."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.platform.calendars.domain.presets import CalendarCode
from gridwarden.platform.calendars.models import Calendar
from gridwarden.platform.calendars.queries.content import Head, head
from gridwarden.platform.calendars.queries.work import kept_content

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

#: With fewer published days ahead somebody should look for the next notice.
ENOUGH_DAYS = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How far a calendar is confirmed; without holidays there is nothing to confirm and no end."""

    district_id: int
    code: str
    #: First day that nobody has published.
    covered_until: date | None
    #: Published days from today on, today included.
    days_ahead: int | None

    @property
    def is_short(self) -> bool:
        """Whether the next year's days should be imported now."""
        return self.days_ahead is not None and self.days_ahead < ENOUGH_DAYS


def coverage(district_id: int, today: date, *, code: str = CalendarCode.OFFICE) -> Coverage:
    """Return how far the district's calendar is confirmed; one SQL statement when its days are in memory."""
    return coverage_of(head(district_id, code), today)


def coverage_of(found: Head, today: date) -> Coverage:
    """Return how far one calendar is confirmed."""
    until = kept_content(found).covered_until
    ahead = None if until is None else max(0, (until - today).days)
    return Coverage(district_id=found.district_id, code=found.code, covered_until=until, days_ahead=ahead)


def shortages(today: date) -> tuple[Coverage, ...]:
    """Return every calendar in use whose published days end too soon, the common ones first."""
    return tuple(found for found in _all(today) if found.is_short)


def _all(today: date) -> Iterator[Coverage]:
    rows = Calendar.objects.order_by("district_id", "code").values_list("district_id", "code")
    for district_id, code in rows:
        yield coverage(district_id, today, code=code)
