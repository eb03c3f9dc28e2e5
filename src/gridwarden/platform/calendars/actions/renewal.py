"""Take over what has been published since, and ask for what has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.access import SYSTEM, system_for
from gridwarden.platform.calendars.actions.founding import common_calendar
from gridwarden.platform.calendars.actions.revisions import revision
from gridwarden.platform.calendars.domain import official
from gridwarden.platform.calendars.domain.presets import PRESETS
from gridwarden.platform.calendars.events import CalendarCoverageShort
from gridwarden.platform.calendars.models import CURRENT, Calendar, Source
from gridwarden.platform.calendars.queries.covered import Coverage, shortages
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from datetime import date, datetime


def take_published_years(*, at: datetime) -> int:
    """Add the years that the library has learnt to every calendar that lacks them; return how many changed.

    Days that somebody has edited or imported stay as they are.
    """
    with transaction.atomic():
        for code in PRESETS:
            common_calendar(code)
    behind = [calendar for calendar in Calendar.objects.filter(observes_holidays=True) if _missing(calendar)]
    for calendar in behind:
        _take(calendar, at)
    return len(behind)


def tell_shortages(*, at: datetime, today: date) -> tuple[Coverage, ...]:
    """Publish an event for every calendar whose published days end soon; return them."""
    short = shortages(today)
    with transaction.atomic():
        for found in short:
            publish(
                CalendarCoverageShort(
                    district_id=found.district_id,
                    at=at,
                    code=found.code,
                    covered_until=str(found.covered_until),
                    days_ahead=found.days_ahead or 0,
                )
            )
    return short


def _missing(calendar: Calendar) -> list[int]:
    return sorted(set(official.known_years()) - set(calendar.years.values_list("year", flat=True)))


def _take(calendar: Calendar, at: datetime) -> None:
    by = system_for(calendar.district_id) if calendar.district_id else SYSTEM
    with revision(by=by, at=at, code=calendar.code, action="calendar.years_taken") as draft:
        years = _missing(draft.calendar)
        by_hand = set(draft.calendar.days.filter(CURRENT).values_list("date", flat=True))
        rules = {on: rule for year in years for on, rule in official.published(year).items() if on not in by_hand}
        draft.put_days(rules, Source.OFFICIAL)
        draft.confirm_years(years, Source.OFFICIAL)
