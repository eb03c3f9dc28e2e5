"""Devices as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.timezone import get_current_timezone

from gridwarden.patrols.domain.devices import PHOTO_OWNER, DeviceKind, NoSuchDevice, digest
from gridwarden.patrols.models import Command, CommandState, Device, Holding
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments.access import visible
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.attachments.queries import row_of
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.queries import PhotoRow
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRow:
    """A device with where it was last."""

    id: int
    kind: DeviceKind
    name: str
    plate: str
    terminal: str
    version: str
    profile: str
    unit_id: int | None
    unit_name: str
    staff_id: int | None
    person: str
    has_key: bool
    registered_at: datetime | None
    retired_at: datetime | None
    heard_at: datetime | None
    lon: float | None
    lat: float | None
    speed_kmh: float | None


@dataclass(frozen=True, slots=True)
class CommandRow:
    """Something a device was told, and how far it has come."""

    words: str
    state: CommandState
    given_by: str
    given_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """Who carried a device, and when."""

    holder: str
    valid_from: datetime
    valid_to: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceFilter:
    """Which devices are wanted."""

    text: str = ""
    kind: DeviceKind | None = None
    retired: bool = False


def page(actor: Actor, wanted: DeviceFilter, *, cursor: str | None = None) -> Page[DeviceRow]:
    """Return one page of the devices in sight, the latest first; one SQL statement."""
    found = _rows(actor).filter(retired_at__isnull=not wanted.retired)
    if wanted.text:
        text = wanted.text
        found = found.filter(
            Q(name__icontains=text) | Q(plate__icontains=text) | Q(terminal__endswith=text.lstrip("0"))
        )
    if wanted.kind:
        found = found.filter(kind=wanted.kind.value)
    return paging.page(found, order=("-id",), cursor=cursor).map(_row)


def one(actor: Actor, device_id: int) -> DeviceRow:
    """Return one device, or refuse as if there were none."""
    found = _rows(actor).filter(pk=device_id).first()
    if found is None:
        raise NoSuchDevice("There is no such device.")
    return _row(found)


def told(device_id: int, most: int = 20) -> list[CommandRow]:
    """Return what a device was told last."""
    rows = Command.objects.filter(device=device_id).select_related("given_by").order_by("-pk")[:most]
    return [
        CommandRow(
            row.words,
            CommandState(row.state),
            row.given_by.display_name if row.given_by else "",
            row.given_at,
            row.answered_at,
        )
        for row in rows
    ]


def holdings(device_id: int, most: int = 10) -> list[HoldingRow]:
    """Return who carried a device, the latest first."""
    rows = Holding.objects.filter(device=device_id).select_related("staff__user", "unit").order_by("-valid_from")[:most]
    return [
        HoldingRow(
            " · ".join(
                filter(None, [row.staff.user.display_name if row.staff else "", row.unit.name if row.unit else ""])
            ),
            row.valid_from,
            row.valid_to,
        )
        for row in rows
    ]


def photos(device_id: int, most: int = 12) -> list[PhotoRow]:
    """Return the photos that a device's camera took last."""
    found = Attachment.objects.filter(owner_type=PHOTO_OWNER, owner_id=device_id).order_by("-uploaded_at", "-pk")
    return [row_of(one) for one in found[:most]]


@visible(PHOTO_OWNER)
def shows_photos(actor: Actor, device_id: int) -> bool:
    """Whether ``actor`` may see the photos of a device."""
    return Device.objects.visible_to(actor).filter(pk=device_id).exists()


def carried(actor: Actor, staff_id: int, day: date) -> list[tuple[int, str]]:
    """Return the devices that a person carried on a day, with their names; none to those who may not see devices."""
    if not actor.may(Permission.DEVICE_SEE):
        return []
    start = datetime.combine(day, time(), get_current_timezone())
    held = Holding.objects.filter(staff=staff_id, valid_from__lt=start + timedelta(days=1))
    now = held.filter(Q(valid_to=None) | Q(valid_to__gt=start)).values("device")
    return list(Device.objects.visible_to(actor).filter(pk__in=now).order_by("name", "pk").values_list("pk", "name"))


def phone_of(token: str) -> int | None:
    """Return the phone that a token belongs to."""
    found = Device.objects.filter(kind=DeviceKind.PHONE.value, key_digest=digest(token), retired_at=None)
    return found.values_list("pk", flat=True).first()


def _rows(actor: Actor) -> QuerySet[Device]:
    return Device.objects.visible_to(actor).select_related("unit", "staff__user", "last")


def _row(row: Device) -> DeviceRow:
    last = getattr(row, "last", None)
    return DeviceRow(
        id=row.pk,
        kind=DeviceKind(row.kind),
        name=row.name,
        plate=row.plate,
        terminal=row.terminal,
        version=row.version,
        profile=row.profile,
        unit_id=row.unit_id,
        staff_id=row.staff_id,
        unit_name=row.unit.name if row.unit else "",
        person=row.staff.user.display_name if row.staff else "",
        has_key=row.key_digest is not None,
        registered_at=row.registered_at,
        retired_at=row.retired_at,
        heard_at=last.at if last else None,
        lon=last.place.x if last else None,
        lat=last.place.y if last else None,
        speed_kmh=last.speed_kmh if last else None,
    )
