"""Enrol devices, retire them, renew their keys."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction

from gridwarden.patrols.domain.devices import (
    CHANNEL,
    DeviceKind,
    DeviceTaken,
    DeviceWrong,
    NoSuchDevice,
    digest,
    new_key,
    terminal_number,
)
from gridwarden.patrols.jt808.profiles import PROFILES, STANDARD
from gridwarden.patrols.models import Device, Holding
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail
from gridwarden.workforce.models import Staff, Unit

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDevice:
    """What is known of a device when it is enrolled; a vehicle needs its ``terminal``, a phone gets a token."""

    kind: DeviceKind
    name: str
    terminal: str = ""
    plate: str = ""
    unit_id: int | None = None
    staff_id: int | None = None
    profile: str = STANDARD.name


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A device and, for a phone, the token that is shown this once."""

    device: Device
    token: str


@transaction.atomic
def enrol(*, by: Actor, at: datetime, new: NewDevice) -> Enrolled:
    """Enrol a device. Raises ``DeviceWrong`` and ``DeviceTaken``."""
    by.require(Permission.DEVICE_EDIT)
    device = Device(
        district_id=by.district_id or 0,
        kind=new.kind.value,
        name=new.name.strip(),
        plate=new.plate.strip(),
        profile=new.profile,
        unit_id=new.unit_id,
        staff_id=new.staff_id,
        enrolled_at=at,
    )
    _check(device)
    token = ""
    if new.kind is DeviceKind.VEHICLE:
        device.terminal = terminal_number(new.terminal)
    else:
        token = new_key()
        device.key_digest = digest(token)
    _save_once(device)
    _hold(device, at)
    _note("device.enrolled", device, by, at)
    return Enrolled(device, token)


@transaction.atomic
def retire(*, by: Actor, at: datetime, device_id: int) -> None:
    """Take a device out of use; its number may be given to another, its tracks stay."""
    device = _mine(by, device_id)
    device.retired_at = at
    device.save(update_fields=["retired_at"])
    _let_go(device, at)
    _note("device.retired", device, by, at)


@transaction.atomic
def hand_over(*, by: Actor, at: datetime, device_id: int, staff_id: int | None, unit_id: int | None) -> None:
    """Give a device to another person or unit from now on, or to nobody; who had it until now stays known."""
    device = _mine(by, device_id)
    if (device.staff_id, device.unit_id) == (staff_id, unit_id):
        return
    device.staff_id, device.unit_id = staff_id, unit_id
    _check(device)
    device.save(update_fields=["staff", "unit"])
    _let_go(device, at)
    _hold(device, at)
    _note("device.handed_over", device, by, at)


@transaction.atomic
def renew(*, by: Actor, at: datetime, device_id: int) -> str:
    """Take the old key away: a phone's new token is returned, a terminal has to register again (empty text)."""
    device = _mine(by, device_id)
    token = "" if device.kind == DeviceKind.VEHICLE else new_key()
    device.key_digest = digest(token) if token else None
    device.save(update_fields=["key_digest"])
    _note("device.renewed", device, by, at)
    return token


def _hold(device: Device, at: datetime) -> None:
    if device.staff_id or device.unit_id:
        Holding.objects.create(device=device, staff_id=device.staff_id, unit_id=device.unit_id, valid_from=at)


def _let_go(device: Device, at: datetime) -> None:
    now = Holding.objects.filter(device=device, valid_to=None)
    now.filter(valid_from__gte=at).delete()
    now.update(valid_to=at)


def _check(device: Device) -> None:
    wrong: dict[str, str] = {}
    if not device.name:
        wrong["name"] = "missing"
    if device.profile not in PROFILES:
        wrong["profile"] = "unknown"
    district = device.district_id
    if device.unit_id and not Unit.objects.filter(pk=device.unit_id, district=district).exists():
        wrong["unit"] = "unknown"
    if device.staff_id and not Staff.objects.filter(pk=device.staff_id, district=district).exists():
        wrong["staff"] = "unknown"
    if wrong:
        raise DeviceWrong("The device cannot be enrolled like this.", **wrong)


def _save_once(device: Device) -> None:
    try:
        with transaction.atomic():
            device.save()
    except IntegrityError as error:
        if "patrols_device_terminal_once" not in str(error):
            raise
        raise DeviceTaken("Another device has this terminal number.", terminal="taken") from error


def _mine(by: Actor, device_id: int) -> Device:
    by.require(Permission.DEVICE_EDIT)
    device = Device.objects.select_for_update().filter(pk=device_id, district=by.district_id, retired_at=None).first()
    if device is None:
        raise NoSuchDevice("There is no such device.")
    return device


def _note(action: str, device: Device, by: Actor, at: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(device.pk)])
    trail.record(
        action, by=by, at=at, subject_type="device", subject_id=device.pk, district_id=device.district_id,
        name=device.name, kind=device.kind,
    )  # fmt: skip
