"""Values inside messages: BCD digits, times, texts (JT/T 808-2019, table 1)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache

from gridwarden.patrols.jt808.errors import BadFrame

#: Terminals tell Beijing time.
BEIJING = timezone(timedelta(hours=8))


def digits_of(bcd: bytes) -> str:
    """Return BCD as its digits without leading zeros (``"0"`` for nothing but zeros); devices use a–f as well."""
    return bcd.hex().lstrip("0") or "0"


def bcd_of(digits: str, size: int) -> bytes:
    """Return ``digits`` as ``size`` bytes of BCD; raise ``ValueError`` when they do not fit or are no digits."""
    if len(digits) > 2 * size:
        raise ValueError(f"{digits} does not fit into {size} bytes.")
    return bytes.fromhex(digits.rjust(2 * size, "0"))


@lru_cache(maxsize=65_536)
def _hour_of(bcd: bytes) -> datetime | None:
    text = bcd.hex()
    if not text.isdecimal():
        return None
    year, month, day, hour = (int(text[i : i + 2]) for i in range(0, 8, 2))
    try:
        return datetime(2000 + year, month, day, hour, tzinfo=BEIJING)
    except ValueError:
        return None


def time_of(bcd: bytes) -> datetime | None:
    """Return six bytes YYMMDDhhmmss as a time in Beijing; None when they name no moment (no fix yet)."""
    hour = _hour_of(bcd[:4])
    text = bcd[4:6].hex()
    if hour is None or not text.isdecimal() or text[0] > "5" or text[2] > "5":
        return None
    return hour.replace(minute=int(text[:2]), second=int(text[2:]))


def bcd_time(at: datetime, zone: timezone = BEIJING) -> bytes:
    """Return a moment as YYMMDDhhmmss in ``zone``."""
    return bytes.fromhex(at.astimezone(zone).strftime("%y%m%d%H%M%S"))


def utc_time(at: datetime) -> bytes:
    """Return a moment as 0x8004 tells it: in UTC."""
    return bytes.fromhex(at.astimezone(UTC).strftime("%y%m%d%H%M%S"))


def text_of(raw: bytes) -> str:
    """Return a STRING (GBK, padded with zeros or blanks); bytes that are no GBK become replacement marks."""
    return raw.split(b"\0", 1)[0].decode("gbk", "replace").strip()


def padded(text: str, size: int) -> bytes:
    """Return ``text`` in GBK, filled up with zeros to ``size`` bytes; raise ``ValueError`` when it is longer."""
    raw = text.encode("gbk")
    if len(raw) > size:
        raise ValueError(f"{text} is longer than {size} bytes.")
    return raw.ljust(size, b"\0")


class Reader:
    """Takes fields off the front of a body; running out of bytes is a ``BadFrame`` that names the field."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._at = 0

    def take(self, size: int, what: str) -> bytes:
        """Return the next ``size`` bytes."""
        end = self._at + size
        if end > len(self._body):
            left = len(self._body) - self._at
            raise BadFrame(f"The body ends in {what}: {left} of {size} bytes are there.")
        part = self._body[self._at : end]
        self._at = end
        return part

    def number(self, size: int, what: str) -> int:
        """Return the next ``size`` bytes as a whole number."""
        return int.from_bytes(self.take(size, what), "big")

    def rest(self) -> bytes:
        """Return everything that is left."""
        part = self._body[self._at :]
        self._at = len(self._body)
        return part
