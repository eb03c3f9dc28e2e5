"""The track of a device."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.patrols.domain.devices import NoSuchDevice
from gridwarden.patrols.models import Device, Fix

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class TrackPoint:
    """One fix of a track: WGS-84 degrees, km/h, degrees clockwise from north."""

    at: datetime
    lon: float
    lat: float
    speed_kmh: float
    course_deg: int
    flags: int


def track(actor: Actor, device_id: int, start: datetime, end: datetime) -> list[TrackPoint]:
    """Return the fixes of a device from ``start`` (included) to ``end`` (not included), oldest first.

    Two statements; the second reads one index range in each day's part. Raises ``NoSuchDevice`` to outsiders.
    """
    if not Device.objects.visible_to(actor).filter(pk=device_id).exists():
        raise NoSuchDevice("There is no such device.")
    fixes = Fix.objects.filter(device=device_id, at__gte=start, at__lt=end).order_by("at")
    return [TrackPoint(*row) for row in fixes.values_list("at", "lon", "lat", "speed_kmh", "course_deg", "flags")]
