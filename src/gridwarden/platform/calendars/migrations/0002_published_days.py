"""Fill the common calendars with every year that is published."""

from __future__ import annotations

from django.db import migrations

from gridwarden.platform.calendars.domain import official
from gridwarden.platform.calendars.domain.presets import PRESETS


def fill(apps, _schema_editor):
    calendar_model, day, year_model = (
        apps.get_model("calendars", name) for name in ("Calendar", "CalendarDay", "CalendarYear")
    )
    for preset in PRESETS.values():
        calendar = calendar_model.objects.create(code=preset.code.value, observes_holidays=preset.observes_holidays)
        if not preset.observes_holidays:
            continue
        for year in official.known_years():
            year_model.objects.create(calendar=calendar, year=year, since_version=1, source="official")
            day.objects.bulk_create(
                day(
                    calendar=calendar, date=on, kind=rule.kind.value, name=rule.name, since_version=1, source="official"
                )
                for on, rule in official.published(year).items()
            )


def empty(apps, _schema_editor):
    apps.get_model("calendars", "Calendar").objects.filter(district_id=0).delete()


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]

    operations = [migrations.RunPython(fill, empty)]
