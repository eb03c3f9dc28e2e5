"""What a new database begins with."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from gridwarden.platform.calendars.actions.founding import common_calendar
from gridwarden.platform.calendars.domain.presets import PRESETS
from gridwarden.platform.calendars.models import Calendar, CalendarDay, CalendarYear

pytestmark = pytest.mark.django_db

Rows = dict[str, set[tuple[object, ...]]]


def rows() -> Rows:
    day = ("calendar__code", "date", "kind", "name", "segments", "source", "since_version", "until_version")
    return {
        "calendars": set(Calendar.objects.values_list("district_id", "code", "observes_holidays", "version")),
        "days": set(CalendarDay.objects.values_list(*day)),
        "years": set(CalendarYear.objects.values_list("calendar__code", "year", "since_version", "source")),
    }


def test_the_migration_writes_what_founding_writes() -> None:
    migration = import_module("gridwarden.platform.calendars.migrations.0002_published_days")
    Calendar.objects.all().delete()
    for code in PRESETS:
        common_calendar(code)
    founded = rows()
    Calendar.objects.all().delete()

    migration.fill(apps, None)

    assert rows() == founded
    assert len(founded["years"]) == 23
    assert len(founded["days"]) > 700


def test_the_migration_can_be_taken_back() -> None:
    migration = import_module("gridwarden.platform.calendars.migrations.0002_published_days")

    migration.empty(apps, None)

    assert not Calendar.objects.exists()


def test_calendars_are_told_apart_by_their_names() -> None:
    office = common_calendar("office")
    day, year = office.days.order_by("date", "id")[0], office.years.order_by("year")[0]

    assert str(office) == "0/office v1"
    assert str(day) == f"{office.pk} 2004-01-01 holiday"
    assert str(year) == f"{office.pk} 2004"
