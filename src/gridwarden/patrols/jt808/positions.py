"""Positions: 28 fixed bytes and a list of additional items (JT/T 808-2019, 8.18, tables 23 to 27)."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.profiles import STANDARD, Profile
from gridwarden.patrols.jt808.values import bcd_time, time_of

if TYPE_CHECKING:
    from datetime import datetime

BASE = struct.Struct(">IIIIHHH6s")
_MICRO = 1_000_000

# Bits of the status word.
ACC = 1 << 0
FIXED = 1 << 1
SOUTH = 1 << 2
WEST = 1 << 3
ENCRYPTED = 1 << 5

# Additional items that we read.
ODOMETER = 0x01
RECORDER_SPEED = 0x03
SIGNAL = 0x30
SATELLITES = 0x31

#: Bits of the alarm word that need somebody's eye (table 24); the rest are states of the device.
ALARMS: dict[int, str] = {
    0: "emergency",
    1: "overspeed",
    2: "fatigue",
    3: "danger",
    5: "antenna_open",
    6: "antenna_shorted",
    7: "low_voltage",
    8: "power_lost",
    20: "area",
    21: "route",
    22: "too_long_or_short",
    23: "off_route",
    26: "stolen",
    27: "unlawful_start",
    28: "unlawful_move",
    29: "collision",
    30: "rollover",
}


class Position(NamedTuple):
    """One position.

    ``lat`` and ``lon`` are degrees as the receiver tells them (WGS-84), course degrees clockwise from north; ``time``
    carries +08:00 and is None where the terminal has no clock yet.
    """

    lat: float
    lon: float
    time: datetime | None
    speed_kmh: float
    course_deg: int
    altitude_m: int
    alarm: int
    status: int
    extras: dict[int, bytes]

    @property
    def is_fixed(self) -> bool:
        """Whether the terminal says that this place comes from satellites, and names a possible place and time."""
        fixed = self.status & FIXED and not self.status & ENCRYPTED and self.time is not None
        return bool(fixed) and abs(self.lat) <= 90 and abs(self.lon) <= 180  # noqa: PLR2004 - degrees

    @property
    def is_on(self) -> bool:
        """Whether the engine's contact is on."""
        return bool(self.status & ACC)

    @property
    def odometer_km(self) -> float | None:
        """The mileage, where the terminal tells it."""
        return self._number(ODOMETER, 4, 10)

    @property
    def satellites(self) -> int | None:
        """Satellites in use, where the terminal tells them."""
        found = self._number(SATELLITES, 1, 1)
        return None if found is None else int(found)

    @property
    def alarms(self) -> tuple[str, ...]:
        """The alarms that are on, as words."""
        return tuple(word for bit, word in ALARMS.items() if self.alarm >> bit & 1)

    def _number(self, key: int, size: int, divisor: int) -> float | None:
        raw = self.extras.get(key)
        return int.from_bytes(raw, "big") / divisor if raw is not None and len(raw) == size else None


def parse(body: bytes, profile: Profile = STANDARD) -> Position:
    """Return the position in a body of 0x0200; fewer than 28 bytes raise ``BadFrame``.

    Additional items are read leniently: one that is cut off ends the list, a repeated one counts once, the first.
    """
    if len(body) < BASE.size:
        raise BadFrame(f"A position has {BASE.size} bytes; {len(body)} came.")
    alarm, status, lat, lon, altitude, speed, course, time = BASE.unpack_from(body)
    return Position(
        (-lat if status & SOUTH else lat) / _MICRO,
        (-lon if status & WEST else lon) / _MICRO,
        time_of(time),
        speed / 10,
        course,
        altitude - 0x10000 if altitude & 0x8000 else altitude,
        alarm,
        status,
        _extras(body, profile.wide_extras),
    )


def _extras(body: bytes, wide: frozenset[int]) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at, end = BASE.size, len(body)
    while at + 2 <= end:
        key, size = body[at], body[at + 1]
        at += 2
        if key in wide:
            if at >= end:
                break
            size, at = size << 8 | body[at], at + 1
        if at + size > end:
            break
        if key not in found:
            found[key] = body[at : at + size]
        at += size
    return found


def pack(position: Position) -> bytes:
    """Return the body of 0x0200 for a position, as a terminal sends it."""
    status = position.status & ~(SOUTH | WEST) | (SOUTH if position.lat < 0 else 0) | (WEST if position.lon < 0 else 0)
    base = BASE.pack(
        position.alarm,
        status,
        round(abs(position.lat) * _MICRO),
        round(abs(position.lon) * _MICRO),
        position.altitude_m & 0xFFFF,
        round(position.speed_kmh * 10),
        position.course_deg,
        bcd_time(position.time) if position.time else bytes(6),
    )
    return base + b"".join(bytes((key, len(raw))) + raw for key, raw in position.extras.items())
