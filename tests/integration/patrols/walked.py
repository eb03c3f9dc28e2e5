"""A day in grid A01 of the cast: one officer walks its two roads with a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import numpy as np
import shapely
from django.contrib.gis.geos import LineString, MultiLineString

from gridwarden.patrols.actions import phones
from gridwarden.patrols.domain.devices import DeviceKind, digest
from gridwarden.patrols.domain.fixes import Fix, FixFlag
from gridwarden.patrols.models import Device, Holding
from tests.factories.grids import SIDE, SOUTH, WEST, RoadFactory
from tests.factories.patrols import DeviceFactory, on_duty

if TYPE_CHECKING:
    from gridwarden.workforce.models import Staff
    from tests.factories.cast import Cast

ZONE = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 3, 3)
MORNING = datetime(2026, 3, 3, 8, 0, tzinfo=ZONE)
NIGHT = datetime(2026, 3, 4, 0, 30, tzinfo=ZONE)
KEEP = timedelta(days=90)


@dataclass(frozen=True)
class Walked:
    """What the day was."""

    cast: Cast
    phone: Device


def degrees(*corners: tuple[float, float]) -> list[tuple[float, float]]:
    """Return parts of a square (0 to 1 from its south-west) as degrees."""
    return [(WEST + x * SIDE, SOUTH + y * SIDE) for x, y in corners]


def walked(cast: Cast) -> Walked:
    """Set the stage: two roads that cross in A01, a shift from 8 to 12, a walk along one road and half of the other."""
    district = cast.territory.district
    for name, grade, corners in (
        ("人民路", "arterial", [(0.1, 0.5), (0.9, 0.5)]),
        ("后街", "back_street", [(0.5, 0.1), (0.5, 0.9)]),
    ):
        geom = MultiLineString(LineString(degrees(*corners)), srid=4490)
        RoadFactory.create(district=district, name=name, grade=grade, geom=geom)
    phone = phone_of(cast.east_officer)
    on_duty(cast.east_officer, [cast.territory.grids["A01"]], MORNING, MORNING + timedelta(hours=4))
    tell(phone, [(0.1, 0.5), (0.9, 0.5), (0.5, 0.5), (0.5, 0.9)], MORNING + timedelta(minutes=5))
    return Walked(cast, phone)


def phone_of(staff: Staff) -> Device:
    """Return a phone that somebody has carried since long."""
    phone = DeviceFactory.create(
        district=staff.district, kind=DeviceKind.PHONE.value, name=f"{staff.staff_number}的手机", plate="", terminal="",
        staff=staff, key_digest=digest(f"key {staff.pk}"),
    )  # fmt: skip
    Holding.objects.create(device=phone, staff=staff, valid_from=phone.enrolled_at)
    return phone


def tell(
    phone: Device, corners: list[tuple[float, float]], begin: datetime, *, every_s: float = 10.0, speed_ms: float = 1.3,
    flags: FixFlag = FixFlag.FIXED, at: datetime | None = None,
) -> None:  # fmt: skip
    """Have a phone tell a walk along corners."""
    way = shapely.LineString(degrees(*corners))
    metres = way.length * 103_000  # a degree, between what it is worth both ways
    for second in np.arange(0.0, metres / speed_ms, every_s).tolist():
        place = way.interpolate(second * speed_ms / metres, normalized=True)
        moment = begin + timedelta(seconds=second)
        phones.keep(Fix(phone.pk, moment, place.y, place.x, speed_ms * 3.6, flags=flags), at=at or moment, for_=KEEP)
