"""Tell devices something: speak, ask, have a photo taken, watch closely, set parameters."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection, transaction

from gridwarden.patrols.domain.devices import DeviceKind, DeviceWrong, NoSuchDevice
from gridwarden.patrols.jt808 import downlink
from gridwarden.patrols.jt808.downlink import TextFlag
from gridwarden.patrols.jt808.header import Version
from gridwarden.patrols.models import Command, Device
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from gridwarden.patrols.jt808.downlink import Command as Written
    from gridwarden.patrols.jt808.downlink import Parameter
    from gridwarden.platform.access import Actor

#: News of this name carries the id of a device that a command waits for.
CHANNEL = "gridwarden_commands"
#: A word to a driver is stale after this time; a terminal that comes back later is not told.
STALE_AFTER = timedelta(minutes=10)


def speak(*, by: Actor, at: datetime, device_id: int, text: str, is_urgent: bool = False) -> int:
    """Have a vehicle show and speak ``text``; return the command's id. Raises ``DeviceWrong`` for texts GBK lacks."""
    device = _reached(by, device_id)
    flags = TextFlag.DISPLAY | TextFlag.SPEAK | (TextFlag.URGENT if is_urgent else TextFlag(0))
    words = text.strip()
    if not words:
        raise DeviceWrong("There is nothing to say.", text="missing")
    try:
        written = downlink.text(words, flags, Version(device.version))
    except ValueError as error:
        wrong = "only letters that GBK can write, and not too many"
        raise DeviceWrong("The terminal cannot speak this text.", text=wrong) from error
    return _give(device, written, words, by, at)


def photograph(*, by: Actor, at: datetime, device_id: int, channel: int = 1) -> int:
    """Have a vehicle's camera take a photo and send it; return the command's id."""
    return _give(_reached(by, device_id), downlink.take_photo(channel), f"0x8801 {channel}", by, at)


def watch(*, by: Actor, at: datetime, device_id: int, interval_s: int, for_s: int) -> int:
    """Have a vehicle tell its place every ``interval_s`` seconds for ``for_s``; return the command's id."""
    words = f"0x8202 {interval_s} s / {for_s} s"
    return _give(_reached(by, device_id), downlink.track(interval_s, for_s), words, by, at)


def configure(*, by: Actor, at: datetime, device_id: int, values: Mapping[Parameter, int]) -> int:
    """Set parameters of a terminal; return the command's id."""
    words = "0x8103 " + ", ".join(f"{key.name}={value}" for key, value in values.items())
    return _give(_reached(by, device_id), downlink.set_parameters(values), words, by, at)


def _reached(by: Actor, device_id: int) -> Device:
    by.require(Permission.DEVICE_COMMAND)
    device = Device.objects.filter(
        pk=device_id, district=by.district_id, kind=DeviceKind.VEHICLE.value, retired_at=None
    ).first()
    if device is None:
        raise NoSuchDevice("There is no such device.")
    return device


@transaction.atomic
def _give(device: Device, written: Written, words: str, by: Actor, at: datetime) -> int:
    command = Command.objects.create(
        device=device,
        message_id=written.message_id,
        body=written.body,
        words=words,
        given_by_id=by.user_id,
        given_at=at,
        expires_at=at + STALE_AFTER,
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(device.pk)])
    trail.record(
        "device.told", by=by, at=at, subject_type="device", subject_id=device.pk, district_id=device.district_id,
        command=command.pk, message=f"0x{written.message_id:04x}",
    )  # fmt: skip
    return command.pk
