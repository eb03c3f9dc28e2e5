"""Devices and the keys by which they are known."""

from __future__ import annotations

import hashlib
import re
import secrets
from enum import StrEnum

from gridwarden.platform.refusals import Conflict, Invalid, NotFound

#: News of this name, with its id, tells that a device was enrolled, retired or got a new key.
CHANNEL = "gridwarden_devices"


#: Under this word photos belong to the device whose camera took them.
PHOTO_OWNER = "device"


class DeviceKind(StrEnum):
    """What a device is."""

    VEHICLE = "vehicle"
    PHONE = "phone"


class DeviceWrong(Invalid):
    """What was written of a device contradicts itself or names something that there is not."""

    code = "device_wrong"


class DeviceTaken(Conflict):
    """Another device has this terminal number."""

    code = "device_taken"


class NoSuchDevice(NotFound):
    """There is no such device."""

    code = "no_such_device"


#: Digits of the number a terminal puts into its messages: 12 until 2013, 20 since 2019; devices also use a–f.
_TERMINAL = re.compile(r"[0-9a-f]{1,20}")


def terminal_number(text: str) -> str:
    """Return a terminal's number as messages tell it, without leading zeros; raise ``DeviceWrong``."""
    bare = text.strip().lower().lstrip("0")
    if not _TERMINAL.fullmatch(bare):
        raise DeviceWrong("A terminal's number has 1 to 20 digits.", terminal="digits")
    return bare


def new_key() -> str:
    """Return a key that nobody can guess, short enough for terminals that keep 20 characters."""
    return secrets.token_hex(10)


def digest(key: str) -> bytes:
    """Return what is kept of a key: it is random, so that a plain SHA-256 cannot be turned back."""
    return hashlib.sha256(key.encode()).digest()


def fits(key: str, kept: bytes | None) -> bool:
    """Tell whether ``key`` is the one that was handed out."""
    return kept is not None and secrets.compare_digest(digest(key), kept)
