"""Reading what a terminal says, message by message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.patrols.jt808 import locators, positions
from gridwarden.patrols.jt808.contents import (
    REGISTRATION_SIZES,
    AskedPosition,
    Authentication,
    Batch,
    Driver,
    Empty,
    Media,
    MediaEvent,
    PartsWanted,
    PassedThrough,
    Registration,
    Reply,
    Unread,
    Up,
)
from gridwarden.patrols.jt808.errors import BadFrame
from gridwarden.patrols.jt808.header import Version
from gridwarden.patrols.jt808.values import Reader, text_of, time_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.patrols.jt808.contents import Content
    from gridwarden.patrols.jt808.positions import Position
    from gridwarden.patrols.jt808.profiles import Profile

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
    maker, model, number = REGISTRATION_SIZES[version]
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
    return 4 + sum(REGISTRATION_SIZES[version]) + _BEFORE_PLATE


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
    Up.LOCATOR: locators.position,
    Up.LOCATOR_LATE: locators.position,
}
