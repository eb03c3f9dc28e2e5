"""Where calendars come from: the common ones from what is published, a district's own as a copy of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from gridwarden.platform.calendars.domain import official
from gridwarden.platform.calendars.domain.presets import PRESETS
from gridwarden.platform.calendars.models import Calendar, CalendarDay, CalendarHours, CalendarYear, Source
from gridwarden.platform.calendars.queries.content import NoSuchCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

R = TypeVar("R", CalendarDay, CalendarHours, CalendarYear)


def own_calendar(district_id: int, code: str) -> Calendar:
    """Return the district's own calendar, locked until the transaction ends; made from the common one if need be.

    The common calendar is locked first, so that two first edits of a district cannot both copy it.
    """
    common = common_calendar(code)
    if district_id == 0:
        return common
    return _locked(district_id, code) or _copy(common, district_id)


def common_calendar(code: str) -> Calendar:
    """Return the calendar that districts start from, locked; made from what is published if it is missing."""
    if code not in PRESETS:
        raise NoSuchCalendar(f"There is no calendar {code!r}.", code="is no calendar of this district")
    found = _locked(0, code)
    if found is None:
        _found(code)
        found = Calendar.objects.select_for_update().get(district_id=0, code=code)
    return found


def _locked(district_id: int, code: str) -> Calendar | None:
    return Calendar.objects.select_for_update().filter(district_id=district_id, code=code).first()


def _found(code: str) -> None:
    observes = PRESETS[code].observes_holidays
    Calendar.objects.bulk_create([Calendar(code=code, observes_holidays=observes)], ignore_conflicts=True)
    made = Calendar.objects.select_for_update().get(district_id=0, code=code)
    if not observes or made.years.exists():
        return
    years = official.known_years()
    CalendarYear.objects.bulk_create(
        [CalendarYear(calendar=made, year=year, since_version=1, source=Source.OFFICIAL) for year in years]
    )
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(
                calendar=made, date=on, kind=rule.kind.value, name=rule.name, since_version=1, source=Source.OFFICIAL
            )
            for year in years
            for on, rule in official.published(year).items()
        ]
    )


def _copy(common: Calendar, district_id: int) -> Calendar:
    """Copy a calendar with its history, so that the district can still look up its earlier versions."""
    copy = Calendar.objects.create(
        district_id=district_id,
        code=common.code,
        observes_holidays=common.observes_holidays,
        version=common.version,
    )
    CalendarDay.objects.bulk_create(_belonging(common.days.all(), copy))
    CalendarHours.objects.bulk_create(_belonging(common.hours.all(), copy))
    CalendarYear.objects.bulk_create(_belonging(common.years.all(), copy))
    return copy


def _belonging(rows: QuerySet[R], copy: Calendar) -> Iterable[R]:
    for row in rows:
        row.pk, row.calendar = None, copy
        yield row
