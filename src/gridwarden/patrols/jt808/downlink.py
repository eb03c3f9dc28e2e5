"""What the platform says: bodies of messages to a terminal, each as (id, body)."""

from __future__ import annotations

import struct
from enum import IntEnum, IntFlag
from typing import TYPE_CHECKING, NamedTuple

from gridwarden.patrols.jt808.header import MAX_BODY_BYTES, Header, Version, build
from gridwarden.patrols.jt808.values import utc_time

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime


class Down(IntEnum):
    """Ids of messages to the terminal."""

    REPLY = 0x8001
    PARTS_WANTED = 0x8003
    TIME = 0x8004
    ADMITTED = 0x8100
    SET_PARAMETERS = 0x8103
    ASK_PARAMETERS = 0x8104
    ASK_POSITION = 0x8201
    TRACK = 0x8202
    TEXT = 0x8300
    MEDIA_REPLY = 0x8800
    TAKE_PHOTO = 0x8801
    START_VIDEO = 0x9101
    STEER_VIDEO = 0x9102


class Result(IntEnum):
    """Answers of 0x8001."""

    DONE = 0
    FAILED = 1
    WRONG = 2
    UNSUPPORTED = 3
    ALARM_SEEN = 4


class Admission(IntEnum):
    """Answers of 0x8100."""

    ADMITTED = 0
    VEHICLE_TAKEN = 1
    VEHICLE_UNKNOWN = 2
    TERMINAL_TAKEN = 3
    TERMINAL_UNKNOWN = 4


class TextFlag(IntFlag):
    """How a text is brought to the driver (0x8300)."""

    URGENT = 1 << 0
    DISPLAY = 1 << 2
    SPEAK = 1 << 3
    SCREEN = 1 << 4


class Parameter(IntEnum):
    """Parameters of a terminal that we set, each a DWORD."""

    HEARTBEAT_S = 0x0001
    RESTING_S = 0x0027
    EMERGENCY_S = 0x0028
    INTERVAL_S = 0x0029
    DISTANCE_M = 0x002C
    CORNER_DEG = 0x0030
    TOP_SPEED_KMH = 0x0055


class Command(NamedTuple):
    """A message to a terminal before it gets its head."""

    message_id: int
    body: bytes


def written(command: Command, *, terminal: str, serial: int, version: Version) -> bytes:
    """Return a command as a payload for ``framing.frame``."""
    return build(Header(command.message_id, terminal, serial, version), command.body)


_REPLY = struct.Struct(">HHB")
#: Texts are limited by the frame; the flag takes one byte, the kind of 2019 another.
MAX_TEXT_BYTES = MAX_BODY_BYTES - 2


def reply(to: Header, result: Result = Result.DONE) -> Command:
    """Answer a message of the terminal."""
    return Command(Down.REPLY, _REPLY.pack(to.serial, to.message_id, result))


def parts_wanted(first_serial: int, numbers: Sequence[int], version: Version) -> Command:
    """Ask for missing parts; the count is one byte until 2013, two since 2019, so older ones get 255 at a time."""
    wide = version is Version.V2019
    asked = list(numbers)[: 0xFFFF if wide else 0xFF]
    count = len(asked).to_bytes(2 if wide else 1, "big")
    return Command(Down.PARTS_WANTED, first_serial.to_bytes(2, "big") + count + _words(asked))


def time(at: datetime) -> Command:
    """Tell the time, in UTC."""
    return Command(Down.TIME, utc_time(at))


def admitted(to: Header, result: Admission, code: str = "") -> Command:
    """Answer a registration; the key goes out only where it succeeds."""
    key = code.encode("ascii") if result is Admission.ADMITTED else b""
    return Command(Down.ADMITTED, to.serial.to_bytes(2, "big") + bytes((result,)) + key)


def set_parameters(values: Mapping[Parameter, int]) -> Command:
    """Set parameters."""
    items = b"".join(key.to_bytes(4, "big") + b"\x04" + value.to_bytes(4, "big") for key, value in values.items())
    return Command(Down.SET_PARAMETERS, bytes((len(values),)) + items)


def ask_parameters() -> Command:
    """Ask for all parameters."""
    return Command(Down.ASK_PARAMETERS, b"")


def ask_position() -> Command:
    """Ask where the terminal is."""
    return Command(Down.ASK_POSITION, b"")


def track(interval_s: int, for_s: int) -> Command:
    """Have the terminal tell its place every ``interval_s`` for ``for_s`` seconds; 0 ends it."""
    if interval_s == 0:
        return Command(Down.TRACK, b"\0\0")
    return Command(Down.TRACK, interval_s.to_bytes(2, "big") + for_s.to_bytes(4, "big"))


def text(words: str, flags: TextFlag, version: Version) -> Command:
    """Show or speak a text; raise ``ValueError`` when it is too long or GBK cannot write it."""
    raw = words.encode("gbk")
    if len(raw) > MAX_TEXT_BYTES:
        raise ValueError(f"A text has at most {MAX_TEXT_BYTES} bytes in GBK; this one has {len(raw)}.")
    kind = b"\x01" if version is Version.V2019 else b""
    return Command(Down.TEXT, bytes((flags,)) + kind + raw)


def media_reply(media_id: int, missing: Sequence[int] = ()) -> Command:
    """Say that a recording is here; with ``missing``, which parts to send again."""
    again = bytes((len(missing[:0xFF]),)) + _words(missing[:0xFF]) if missing else b""
    return Command(Down.MEDIA_REPLY, media_id.to_bytes(4, "big") + again)


def take_photo(channel: int, *, shots: int = 1, resolution: int = 2, quality: int = 5) -> Command:
    """Have a camera take photos at once and send them."""
    picture = bytes((resolution, quality, 128, 64, 64, 128))
    return Command(Down.TAKE_PHOTO, bytes((channel,)) + shots.to_bytes(2, "big") + b"\0\0" + b"\0" + picture)


def start_video(host: str, tcp_port: int, udp_port: int, channel: int, *, substream: bool = True) -> Command:
    """Have a camera stream to a media server (JT/T 1078-2016, 5.5.1): pictures only."""
    address = host.encode("ascii")
    ports = tcp_port.to_bytes(2, "big") + udp_port.to_bytes(2, "big")
    return Command(Down.START_VIDEO, bytes((len(address),)) + address + ports + bytes((channel, 1, int(substream))))


def stop_video(channel: int) -> Command:
    """End a stream (JT/T 1078-2016, 5.5.2)."""
    return Command(Down.STEER_VIDEO, bytes((channel, 0, 0, 0)))


def _words(numbers: Sequence[int]) -> bytes:
    return b"".join(number.to_bytes(2, "big") for number in numbers)
