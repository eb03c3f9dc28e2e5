"""A payload in, a message out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from gridwarden.patrols.jt808 import header as heads
from gridwarden.patrols.jt808 import uplink
from gridwarden.patrols.jt808.contents import Content, Unread
from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.profiles import STANDARD, Profile

if TYPE_CHECKING:
    from gridwarden.patrols.jt808.header import Header


class Message(NamedTuple):
    """One message: its head and what it says. A part of a divided message and an encrypted one stay ``Unread``."""

    header: Header
    content: Content


def decode(payload: bytes, profile: Profile = STANDARD) -> Message:
    """Read a payload (header and body, no checksum). Raises ``BadFrame`` and nothing else."""
    if heads.is_makers_own(payload):
        header, body = heads.parse_short(payload)
        if not profile.locators:
            raise BadFrame(
                f"0x{header.message_id:04x} is a maker's own position report, not of JT/T 808; "
                "the profile for lengths that cannot be trusted (lenient) reads it.",
                header,
            )
        return Message(header, read(header, body, profile))
    header, body = heads.parse(payload, force_old=profile.force_old, loose_length=profile.loose_length)
    if header.total or header.encryption:
        return Message(header, Unread(body))
    return Message(header, read(header, body, profile))


def read(header: Header, body: bytes, profile: Profile = STANDARD) -> Content:
    """Read the body of a whole message; a divided one comes here when its parts are together."""
    reader = uplink.READERS.get(header.message_id, uplink.unread)
    try:
        return reader(body, header.version, profile)
    except BadFrame as fault:
        fault.header = header
        raise
