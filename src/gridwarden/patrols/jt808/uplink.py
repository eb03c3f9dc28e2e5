"""What a terminal says: one type per message, read by ``parse`` and written by ``pack`` (for simulated terminals)."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from gridwarden.patrols.jt808 import positions
from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.header import Version
from gridwarden.patrols.jt808.values import Reader, padded, text_of, time_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gridwarden.patrols.jt808.positions import Position
    from gridwarden.patrols.jt808.profiles import Profile


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
    | positions.Position
)

#: Bytes of maker, model and id in a registration, by edition.
_SIZES = {Version.V2011: (5, 8, 7), Version.V2013: (5, 20, 7), Version.V2019: (11, 30, 30)}
_BEFORE_PLATE = 1


def reply(body: bytes, _version: Version, _profile: Profile) -> Reply:
    """Read 0x0001."""
    reader = Reader(body)
    return Reply(reader.number(2, "the serial"), reader.number(2, "the id"), reader.number(1, "the result"))


def empty(_body: bytes, _version: Version, _profile: Profile) -> Empty:
    """Read a message without a body; what devices append is left alone."""
    return Empty()


def parts_wanted(body: bytes, _version: Version, _profile: Profile) -> PartsWanted:
    """Read 0x0005."""
    reader = Reader(body)
    serial, count = reader.number(2, "the serial"), reader.number(2, "the count")
    return PartsWanted(serial, tuple(reader.number(2, "a part's number") for _ in range(count)))


def registration(body: bytes, version: Version, _profile: Profile) -> Registration:
    """Read 0x0100. The heads of 2011 and 2013 are the same, so the body tells them apart.

    A body of 2011 is 12 bytes shorter before the plate, so one that ends before a plate of 2013 would begin is of 2011.
    """
    if version is Version.V2013 and _is_of_2011(body):
        version = Version.V2011
    maker, model, number = _SIZES[version]
    reader = Reader(body)
    return Registration(
        reader.number(2, "the province"),
        reader.number(2, "the city"),
        text_of(reader.take(maker, "the maker")),
        text_of(reader.take(model, "the model")),
        text_of(reader.take(number, "the terminal's id")),
        reader.number(1, "the plate's colour"),
        text_of(reader.rest()),
        version,
    )


def _is_of_2011(body: bytes) -> bool:
    return len(body) < _before_plate(Version.V2013)


def _before_plate(version: Version) -> int:
    return 4 + sum(_SIZES[version]) + _BEFORE_PLATE


def authentication(body: bytes, version: Version, _profile: Profile) -> Authentication:
    """Read 0x0102; until 2013 the whole body is the key; the table of 2019 prints its last offset falsely."""
    if version is not Version.V2019:
        return Authentication(text_of(body))
    reader = Reader(body)
    code = text_of(reader.take(reader.number(1, "the key's length"), "the key"))
    return Authentication(code, text_of(reader.take(15, "the IMEI")), text_of(reader.rest()))


def position(body: bytes, _version: Version, profile: Profile) -> Position:
    """Read 0x0200."""
    return positions.parse(body, profile)


def asked_position(body: bytes, _version: Version, profile: Profile) -> AskedPosition:
    """Read 0x0201."""
    reader = Reader(body)
    return AskedPosition(reader.number(2, "the serial"), positions.parse(reader.rest(), profile))


def batch(body: bytes, _version: Version, profile: Profile) -> Batch:
    """Read 0x0704; ``profile.loose_batch`` leaves out what cannot be read, and counts it."""
    reader = Reader(body)
    count, kind = reader.number(2, "the count"), reader.number(1, "the kind")
    found: list[Position] = []
    for _ in range(count):
        try:
            item = reader.take(reader.number(2, "an item's length"), "an item")
            found.append(positions.parse(item, profile))
        except BadFrame:
            if not profile.loose_batch:
                raise
    return Batch(kind == 1, tuple(found), count - len(found))


def driver(body: bytes, _version: Version, _profile: Profile) -> Driver:
    """Read 0x0702; the version of 2011 (a name at once, no card) is told as put in, without a time."""
    reader = Reader(body)
    state, at = reader.number(1, "the state"), time_of(reader.take(6, "the time"))
    if state != 1 or reader.number(1, "the result") != 0:
        return Driver(state == 1, at, "", "")
    name = text_of(reader.take(reader.number(1, "the name's length"), "the name"))
    return Driver(is_in=True, at=at, name=name, certificate=text_of(reader.take(20, "the certificate")))


def _media_event(reader: Reader) -> MediaEvent:
    return MediaEvent(
        reader.number(4, "the media id"),
        reader.number(1, "the kind"),
        reader.number(1, "the coding"),
        reader.number(1, "the event"),
        reader.number(1, "the channel"),
    )


def media_event(body: bytes, _version: Version, _profile: Profile) -> MediaEvent:
    """Read 0x0800."""
    return _media_event(Reader(body))


def media(body: bytes, _version: Version, profile: Profile) -> Media:
    """Read 0x0801, put together from its parts."""
    reader = Reader(body)
    about = _media_event(reader)
    place = positions.parse(reader.take(positions.BASE.size, "the position"), profile)
    return Media(about, place, reader.rest())


def passed_through(body: bytes, _version: Version, _profile: Profile) -> PassedThrough:
    """Read 0x0900."""
    reader = Reader(body)
    return PassedThrough(reader.number(1, "the kind"), reader.rest())


def unread(body: bytes, _version: Version, _profile: Profile) -> Unread:
    """Keep a message that we do not know."""
    return Unread(body)


READERS: dict[int, Callable[[bytes, Version, Profile], Content]] = {
    Up.REPLY: reply,
    Up.HEARTBEAT: empty,
    Up.LOGOUT: empty,
    Up.TIME_WANTED: empty,
    Up.PARTS_WANTED: parts_wanted,
    Up.REGISTER: registration,
    Up.AUTHENTICATE: authentication,
    Up.POSITION: position,
    Up.ASKED_POSITION: asked_position,
    Up.DRIVER: driver,
    Up.BATCH: batch,
    Up.MEDIA_EVENT: media_event,
    Up.MEDIA: media,
    Up.PASSED_THROUGH: passed_through,
}


def pack_registration(said: Registration) -> bytes:
    """Return the body of 0x0100."""
    maker, model, number = _SIZES[said.version]
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
