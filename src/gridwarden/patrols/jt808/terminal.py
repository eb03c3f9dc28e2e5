"""Writing what a terminal says, for simulated terminals; ``positions.pack`` writes a position."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.patrols.jt808 import positions
from gridwarden.patrols.jt808.contents import REGISTRATION_SIZES
from gridwarden.patrols.jt808.header import Version
from gridwarden.patrols.jt808.values import padded

if TYPE_CHECKING:
    from gridwarden.patrols.jt808.contents import Authentication, Batch, Media, Registration, Reply


def pack_registration(said: Registration) -> bytes:
    """Return the body of 0x0100."""
    maker, model, number = REGISTRATION_SIZES[said.version]
    return (
        said.province.to_bytes(2, "big")
        + said.city.to_bytes(2, "big")
        + padded(said.maker, maker)
        + padded(said.model, model)
        + padded(said.terminal_id, number)
        + bytes((said.plate_colour,))
        + said.plate.encode("gbk")
    )


def pack_authentication(said: Authentication, version: Version) -> bytes:
    """Return the body of 0x0102."""
    code = said.code.encode("gbk")
    if version is not Version.V2019:
        return code
    return bytes((len(code),)) + code + padded(said.imei, 15) + padded(said.software, 20)


def pack_batch(said: Batch) -> bytes:
    """Return the body of 0x0704."""
    items = [positions.pack(one) for one in said.positions]
    head = len(items).to_bytes(2, "big") + bytes((said.is_late,))
    return head + b"".join(len(item).to_bytes(2, "big") + item for item in items)


def pack_media(said: Media) -> bytes:
    """Return the body of 0x0801 before it is divided."""
    about = said.about
    head = about.media_id.to_bytes(4, "big") + bytes((about.kind, about.coding, about.event, about.channel))
    return head + positions.pack(said.position._replace(extras={})) + said.data


def pack_reply(said: Reply) -> bytes:
    """Return the body of 0x0001."""
    return said.serial.to_bytes(2, "big") + said.message_id.to_bytes(2, "big") + bytes((said.result,))
