"""Positions of phones, one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.gis.geos import Point
from django.db import connection, transaction

from gridwarden.grids.models.columns import STORED_SRID
from gridwarden.patrols.actions.laying import CHANNEL
from gridwarden.patrols.domain.fixes import FixFlag, day_of, is_storable
from gridwarden.patrols.models import Fix, LastPosition

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from gridwarden.patrols.domain.fixes import Fix as Told


@transaction.atomic
def keep(told: Told, *, at: datetime, for_: timedelta) -> bool:
    """Keep what a phone told at ``at``; False when it lies outside the earth or the time for which fixes are kept.

    Told again it leaves no trace; told late it does not move the device back.
    """
    if not is_storable(told, at, for_):
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT patrols_prepare_day(%s)", [day_of(told.at)])
    values = told._asdict() | {"flags": int(told.flags)}
    Fix.objects.bulk_create([Fix(**values, received_at=at)], ignore_conflicts=True)
    if told.flags & FixFlag.FIXED:
        _move(told)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
    return True


def _move(told: Told) -> None:
    values = {
        "at": told.at,
        "place": Point(told.lon, told.lat, srid=STORED_SRID),
        "speed_kmh": told.speed_kmh,
        "course_deg": told.course_deg,
        "flags": int(told.flags),
        "alarm": told.alarm,
    }
    row, is_new = LastPosition.objects.get_or_create(device_id=told.device_id, defaults=values)
    if not is_new and row.at < told.at:
        LastPosition.objects.filter(device_id=told.device_id, at__lt=told.at).update(**values)
