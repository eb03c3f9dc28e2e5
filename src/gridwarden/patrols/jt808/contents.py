"""What terminals say: one type per message."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from gridwarden.patrols.jt808.header import Version
from gridwarden.patrols.jt808.positions import Position

if TYPE_CHECKING:
    from datetime import datetime


class Up(IntEnum):
    """Ids of messages from the terminal that we read."""

    REPLY = 0x0001
    HEARTBEAT = 0x0002
    LOGOUT = 0x0003
    TIME_WANTED = 0x0004
    PARTS_WANTED = 0x0005
    REGISTER = 0x0100
    AUTHENTICATE = 0x0102
    POSITION = 0x0200
    ASKED_POSITION = 0x0201
    DRIVER = 0x0702
    BATCH = 0x0704
    MEDIA_EVENT = 0x0800
    MEDIA = 0x0801
    PASSED_THROUGH = 0x0900
    #: Not of the standard; see ``locators``.
    LOCATOR = 0x5501
    LOCATOR_LATE = 0x5502


class Reply(NamedTuple):
    """The terminal's answer to a message of ours; ``result`` 0 done, 1 failed, 2 wrong, 3 not supported."""

    serial: int
    message_id: int
    result: int


class PartsWanted(NamedTuple):
    """Parts of a divided message of ours that the terminal misses."""

    serial: int
    numbers: tuple[int, ...]


class Registration(NamedTuple):
    """What a terminal says of itself when it asks to be admitted."""

    province: int
    city: int
    maker: str
    model: str
    terminal_id: str
    plate_colour: int
    plate: str
    version: Version


class Authentication(NamedTuple):
    """The key that a terminal shows; 2019 adds its IMEI and the version of its software."""

    code: str
    imei: str = ""
    software: str = ""


class AskedPosition(NamedTuple):
    """The answer to 0x8201 or a photo on demand: where the terminal is."""

    serial: int
    position: Position


class Batch(NamedTuple):
    """Several positions at once; ``is_late`` when they were kept while the connection was away."""

    is_late: bool
    positions: tuple[Position, ...]
    unread: int


class Driver(NamedTuple):
    """A driver's card put in or taken out; name and number are there when the card could be read."""

    is_in: bool
    at: datetime | None
    name: str
    certificate: str


class MediaEvent(NamedTuple):
    """Something was recorded: ``kind`` 0 image, 1 sound, 2 film."""

    media_id: int
    kind: int
    coding: int
    event: int
    channel: int


class Media(NamedTuple):
    """A recording with the place where it was made."""

    about: MediaEvent
    position: Position
    data: bytes


class PassedThrough(NamedTuple):
    """Bytes for somebody else, kept as they are."""

    kind: int
    data: bytes


class Unread(NamedTuple):
    """A message that we do not read; answered, archived, otherwise left alone."""

    data: bytes


class Empty(NamedTuple):
    """A message that says everything by its id: heartbeat, logout, question for the time."""


Content = (
    Reply
    | PartsWanted
    | Registration
    | Authentication
    | AskedPosition
    | Batch
    | Driver
    | MediaEvent
    | Media
    | PassedThrough
    | Unread
    | Empty
    | Position
)

#: Bytes of maker, model and id in a registration, by edition.
REGISTRATION_SIZES = {Version.V2011: (5, 8, 7), Version.V2013: (5, 20, 7), Version.V2019: (11, 30, 30)}
