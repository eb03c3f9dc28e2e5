"""Messages as JSON, for people who look into what a terminal sent."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from gridwarden.patrols.jt808.codec import decode
from gridwarden.patrols.jt808.contents import AskedPosition, Batch, Media, Registration, Unread
from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.framing import opened_log
from gridwarden.patrols.jt808.header import Header
from gridwarden.patrols.jt808.positions import Position

if TYPE_CHECKING:
    from gridwarden.patrols.jt808.codec import Message
    from gridwarden.patrols.jt808.profiles import Profile


def told(line: str, profile: Profile) -> dict[str, Any]:
    """Return one frame, written in hex, as a JSON object; a bad one has ``error``, and its head where that was read."""
    try:
        raw = bytes.fromhex(line)
    except ValueError:
        return {"error": "The line is not hexadecimal."}
    try:
        return _message(decode(opened_log(raw), profile))
    except BadFrame as fault:
        head = _head(fault.header) if isinstance(fault.header, Header) else {}
        return {**head, "error": str(fault)}


def _head(header: Header) -> dict[str, Any]:
    said: dict[str, Any] = {
        "message_id": f"0x{header.message_id:04x}",
        "terminal_id": header.terminal,
        "serial": header.serial,
        "version": header.version.value,
    }
    if header.encryption:
        said["encryption"] = header.encryption
    if header.is_part:
        said["part"] = {"number": header.number, "total": header.total}
    return said


def _message(message: Message) -> dict[str, Any]:
    said, content = _head(message.header), message.content
    match content:
        case Position():
            said["position"] = _position(content)
        case Batch():
            said |= {"is_late": content.is_late, "unread": content.unread}
            said["positions"] = [_position(one) for one in content.positions]
        case AskedPosition():
            said |= {"answers": content.serial, "position": _position(content.position)}
        case Media():
            said |= {"media": _plain(content.about), "position": _position(content.position)}
            said["bytes"] = len(content.data)
        case Registration():
            said |= {"version": content.version.value, "registration": _plain(content)}
        case Unread():
            said["body"] = content.data.hex()
        case _:
            said |= _plain(content)
    return said


def _position(one: Position) -> dict[str, Any]:
    return {
        "lat": one.lat,
        "lon": one.lon,
        "time": one.time.isoformat() if one.time else None,
        "speed_kmh": one.speed_kmh,
        "course_deg": one.course_deg,
        "altitude_m": one.altitude_m,
        "fixed": one.is_fixed,
        "acc": one.is_on,
        "alarms": list(one.alarms),
        "odometer_km": one.odometer_km,
        "satellites": one.satellites,
        "extras": {f"0x{key:02x}": raw.hex() for key, raw in one.extras.items()},
    }


def _plain(content: Any) -> dict[str, Any]:
    return {name: _value(value) for name, value in content._asdict().items()}


def _value(value: object) -> object:
    match value:
        case bytes():
            return value.hex()
        case datetime():
            return value.isoformat()
        case Enum():
            return value.value
        case tuple():
            return [_value(one) for one in value]
        case _:
            return value
