"""Add video sources, and take them out of use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.gis.geos import Point
from django.db import IntegrityError, transaction

from gridwarden.patrols.models import Device
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.sealing import blind_index, seal
from gridwarden.video.domain.sources import Address, NoSuchVideo, VideoKind, VideoTaken, VideoWrong
from gridwarden.video.models import URL_PLACE, VideoSource

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSource:
    """What is known of a camera: a place in CGCS2000, or the vehicle that carries it."""

    name: str
    address: Address
    lon: float | None = None
    lat: float | None = None
    vehicle_id: int | None = None


@transaction.atomic
def add(*, by: Actor, at: datetime, new: NewSource) -> VideoSource:
    """Add a source. Raises ``VideoWrong`` with the fields that are wrong, and ``VideoTaken``."""
    by.require(Permission.VIDEO_EDIT)
    vehicle = _vehicle(by, new)
    address = _whole(new.address, vehicle)
    _check(new, address, vehicle)
    source = VideoSource(
        district_id=by.district_id or 0,
        kind=address.kind.value,
        name=new.name.strip(),
        place=None if vehicle else Point(new.lon or 0.0, new.lat or 0.0, srid=4490),
        vehicle=vehicle,
        device=address.device,
        channel=address.channel,
        url_sealed=seal(address.url, place=URL_PLACE),
        key_index=blind_index(address.key, place=URL_PLACE),
        added_at=at,
    )
    _save_once(source)
    _note("video.added", source, by, at)
    return source


@transaction.atomic
def retire(*, by: Actor, at: datetime, source_id: int) -> None:
    """Take a source out of use; its camera may be added again."""
    by.require(Permission.VIDEO_EDIT)
    sources = VideoSource.objects.select_for_update()
    source = sources.filter(pk=source_id, district=by.district_id, retired_at=None).first()
    if source is None:
        raise NoSuchVideo("There is no such video source.")
    source.retired_at = at
    source.save(update_fields=["retired_at"])
    _note("video.retired", source, by, at)


def _vehicle(by: Actor, new: NewSource) -> Device | None:
    if new.vehicle_id is None:
        return None
    found = Device.objects.filter(pk=new.vehicle_id, district=by.district_id, kind="vehicle", retired_at=None).first()
    if found is None:
        raise VideoWrong("There is no such vehicle.", vehicle="unknown")
    return found


def _whole(address: Address, vehicle: Device | None) -> Address:
    """Return the address with the terminal's number that a vehicle's channel goes by."""
    if address.kind is VideoKind.JT1078 and vehicle is not None:
        return Address(kind=address.kind, device=vehicle.terminal, channel=address.channel)
    return address


def _check(new: NewSource, address: Address, vehicle: Device | None) -> None:
    wrong = address.wrongs()
    if not new.name.strip():
        wrong["name"] = "missing"
    if address.kind is VideoKind.JT1078 and vehicle is None:
        wrong = {**wrong, "vehicle": "missing"}
        wrong.pop("device", None)
    if vehicle is None and address.kind is not VideoKind.JT1078 and (new.lon is None or new.lat is None):
        wrong["lon"] = "missing"
    if wrong:
        raise VideoWrong("The video source cannot be added like this.", **wrong)


def _save_once(source: VideoSource) -> None:
    try:
        with transaction.atomic():
            source.save()
    except IntegrityError as error:
        if "video_source_once" not in str(error):
            raise
        raise VideoTaken("Another source is the same camera.") from error


def _note(action: str, source: VideoSource, by: Actor, at: datetime) -> None:
    record(
        action, by=by, at=at, subject_type="video", subject_id=source.pk, district_id=source.district_id,
        name=source.name, kind=source.kind,
    )  # fmt: skip
