"""The head of a message: two layouts, told apart by a flag that some devices set falsely (JT/T 808-2019, 4.4.3)."""

from __future__ import annotations

import struct
from enum import StrEnum
from typing import NamedTuple

from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.values import bcd_of, digits_of


class Version(StrEnum):
    """The edition of the standard that a terminal speaks; 2011 and 2013 differ in the registration only."""

    V2011 = "2011"
    V2013 = "2013"
    V2019 = "2019"


class Header(NamedTuple):
    """What the head says. ``terminal`` is the number of the terminal without leading zeros.

    ``total`` and ``number`` (from 1) tell the parts of a divided message; both are 0 in a whole one.
    """

    message_id: int
    terminal: str
    serial: int
    version: Version = Version.V2013
    body_bytes: int = 0
    encryption: int = 0
    total: int = 0
    number: int = 0

    @property
    def is_part(self) -> bool:
        """Whether this is one part of a divided message."""
        return self.total > 0


MAX_BODY_BYTES = 0x3FF
_ENCRYPTION = 0x1C00
_DIVIDED = 0x2000
_VERSIONED = 0x4000
_OLD = struct.Struct(">HH6sH")
_NEW = struct.Struct(">HHB10sH")
_PART = struct.Struct(">HH")
_SHORT = struct.Struct(">HH6sB")
#: Positions in a maker's own way (``locators``), whose heads have a serial of one byte.
_MAKERS_OWN = (b"\x55\x01", b"\x55\x02")
_OLD_BYTES, _NEW_BYTES = 6, 10


def parse(payload: bytes, *, force_old: bool = False, loose_length: bool = False) -> tuple[Header, bytes]:
    """Return head and body of a payload (no checksum).

    ``force_old`` reads a set version flag as a device's mistake, ``loose_length`` a false length. Raises ``BadFrame``.
    """
    size = len(payload)
    if size < _OLD.size:
        raise BadFrame(f"The head ends after {size} bytes; it has at least {_OLD.size}.")
    message_id, attributes, phone, serial = _OLD.unpack_from(payload)
    start, version = _OLD.size, Version.V2013
    if attributes & _VERSIONED and not force_old and not _only_old_fits(attributes, size):
        if size < _NEW.size:
            raise BadFrame(f"The head ends after {size} bytes; with a version it has {_NEW.size}.")
        _id, _attributes, _edition, phone, serial = _NEW.unpack_from(payload)
        start, version = _NEW.size, Version.V2019
    total = number = 0
    if attributes & _DIVIDED:
        if size < start + _PART.size:
            raise BadFrame("The head of a part ends before its number.")
        total, number = _PART.unpack_from(payload, start)
        start += _PART.size
    body_bytes = attributes & MAX_BODY_BYTES
    encryption = (attributes & _ENCRYPTION) >> 10
    header = Header(message_id, digits_of(phone), serial, version, body_bytes, encryption, total, number)
    if total or number or attributes & _DIVIDED:
        _check_part(header)
    if size - start != body_bytes and not loose_length:
        raise BadFrame(f"The head announces a body of {body_bytes} bytes; {size - start} came.", header)
    return header, payload[start:]


def is_makers_own(payload: bytes) -> bool:
    """Tell whether this is a maker's own position: its id, and a length that fits the shorter head alone."""
    if payload[:2] not in _MAKERS_OWN or len(payload) < _SHORT.size:
        return False
    return len(payload) == _SHORT.size + (int.from_bytes(payload[2:4], "big") & MAX_BODY_BYTES)


def parse_short(payload: bytes) -> tuple[Header, bytes]:
    """Return head and body of a maker's own position; the upper bits of the attributes are states of the device."""
    message_id, attributes, phone, serial = _SHORT.unpack_from(payload)
    header = Header(message_id, digits_of(phone), serial, body_bytes=attributes & MAX_BODY_BYTES)
    return header, payload[_SHORT.size :]


def _only_old_fits(attributes: int, size: int) -> bool:
    """Tell whether the announced length fits the old head alone: a device of 2013 that sets the version's flag."""
    body_bytes = attributes & MAX_BODY_BYTES
    part = _PART.size if attributes & _DIVIDED else 0
    return size == _OLD.size + part + body_bytes


def _check_part(header: Header) -> None:
    if not 1 <= header.number <= header.total:
        raise BadFrame(f"Part {header.number} of {header.total} cannot be.", header)


def build(header: Header, body: bytes) -> bytes:
    """Return head and body as a payload; the length comes from ``body``.

    Raises ``ValueError`` when the body is longer than one frame carries, or a number does not fit.
    """
    if len(body) > MAX_BODY_BYTES:
        raise ValueError(f"A body of {len(body)} bytes does not fit into one frame.")
    attributes = len(body) | header.encryption << 10 | (_DIVIDED if header.is_part else 0)
    if header.version is Version.V2019:
        phone = bcd_of(header.terminal, _NEW_BYTES)
        head = _NEW.pack(header.message_id, attributes | _VERSIONED, 1, phone, header.serial)
    else:
        head = _OLD.pack(header.message_id, attributes, bcd_of(header.terminal, _OLD_BYTES), header.serial)
    part = _PART.pack(header.total, header.number) if header.is_part else b""
    return head + part + body
