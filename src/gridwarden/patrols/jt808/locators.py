"""Positions of battery trackers and seals in a maker's own messages: 0x5501 (now) and 0x5502 (kept while away).

They share the frame, the checksum and the first ten bytes of the head with the standard and nothing else: the serial
has one byte, the attributes' upper bits are no encryption, places are degrees and minutes in BCD, times are in UTC.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.positions import FIXED, ODOMETER, SATELLITES, SIGNAL, Position
from gridwarden.patrols.jt808.values import BEIJING, Reader, time_of

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.patrols.jt808.header import Version
    from gridwarden.patrols.jt808.profiles import Profile

#: The item under which a position keeps what the standard has no word for: battery, cell, product, seal, tilt, as sent.
MAKERS_OWN = 0xE0
_KMH_OF_KNOT = 1.852
_MINUTES = 60

# Flags in the last half byte of the place.
_VALID, _NORTH, _EAST = 1, 2, 4


def position(body: bytes, _version: Version, _profile: Profile) -> Position:
    """Read 0x5501 and 0x5502; degrees or minutes that cannot be, and a body that is too short, raise ``BadFrame``."""
    reader = Reader(body)
    at = _moment(reader.take(6, "the time"))
    north = reader.take(4, "the latitude").hex()
    east = reader.take(5, "the longitude").hex()
    flags = int(east[-1], 16)
    lat, lon = _degrees(north, 2, "latitude"), _degrees(east[:-1], 3, "longitude")
    speed = reader.take(1, "the speed").hex()
    if not speed.isdecimal():
        raise BadFrame(f"The speed {speed} is no number.")
    course = reader.number(1, "the course") * 2 % 360
    signal, satellites = reader.take(1, "the signal"), reader.take(1, "the satellites")
    odometer_km = reader.number(4, "the odometer")
    extras = {
        ODOMETER: min(odometer_km * 10, 0xFFFFFFFF).to_bytes(4, "big"),
        SIGNAL: signal,
        SATELLITES: satellites,
        MAKERS_OWN: reader.rest(),
    }
    return Position(
        lat if flags & _NORTH else -lat,
        lon if flags & _EAST else -lon,
        at,
        round(int(speed) * _KMH_OF_KNOT, 1),
        course,
        0,
        0,
        FIXED if flags & _VALID else 0,
        extras,
    )


def _moment(bcd: bytes) -> datetime | None:
    """Return DDMMYYhhmmss in UTC as a time in Beijing; None when it names no moment."""
    told = time_of(bcd[2:3] + bcd[1:2] + bcd[:1] + bcd[3:])
    return told.replace(tzinfo=UTC).astimezone(BEIJING) if told else None


def _degrees(digits: str, whole: int, what: str) -> float:
    """Return degrees and ten-thousandths of minutes, written one after the other, as degrees."""
    if not digits.isdecimal():
        raise BadFrame(f"The {what} {digits} is no number.")
    minutes = int(digits[whole:]) / 10_000
    if minutes >= _MINUTES:
        raise BadFrame(f"The {what} has {minutes} minutes.")
    return round(int(digits[:whole]) + minutes / _MINUTES, 6)
