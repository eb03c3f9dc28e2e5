"""What two platforms say to each other about a case."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from gridwarden.platform.refusals import Conflict, Invalid


class Role(StrEnum):
    """Where the other platform stands."""

    #: It passes cases down to us.
    ABOVE = "above"
    #: We pass cases down to it.
    BELOW = "below"


class Kind(StrEnum):
    """The messages; the first four go down, the others up, the last both ways."""

    CASE = "case"
    REWORK = "rework"
    WITHDRAWN = "withdrawn"
    EVALUATED = "evaluated"
    ACCEPTED = "accepted"
    PROGRESS = "progress"
    RESULT = "result"
    RETURNED = "returned"
    JUDGED = "judged"
    #: Stands where somebody left a message out, so that the ones behind it keep their numbers.
    NOTHING = "nothing"


DOWN = frozenset({Kind.CASE, Kind.REWORK, Kind.WITHDRAWN, Kind.EVALUATED})
#: Photos that travel with one message.
MOST_PHOTOS = 6
#: Longest body that is read.
MOST_BYTES = 24 * 1024 * 1024
#: Longest text of a message; nothing that a person writes here is longer.
MOST_WORDS = 10_000
#: A NUL, and half a character of two: JSON can say them, the database cannot hold them.
_UNKEPT = re.compile("[\0\ud800-\udfff]")
#: Moments outside lie at the ends of the calendar, where a zone leads out of it.
_YEARS = (1900, 9000)


class BadMessage(Invalid):
    """The body is no message of this exchange."""

    code = "bad_message"


class OutOfOrder(Conflict):
    """An earlier message of the same case has not arrived; it is sent first."""

    code = "out_of_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message: ``matter`` is the case on both sides, ``seq`` counts the sender's messages about it from 1."""

    id: UUID
    matter: UUID
    seq: int
    kind: Kind
    at: datetime
    payload: dict[str, Any]

    def plain(self) -> dict[str, Any]:
        """Return the message as JSON says it."""
        return {
            "id": str(self.id),
            "matter": str(self.matter),
            "seq": self.seq,
            "kind": self.kind.value,
            "at": self.at.isoformat(),
            "payload": self.payload,
        }


def read(said: object) -> Message:
    """Return what was said as a message, or refuse it."""
    if not isinstance(said, dict) or not isinstance(said.get("payload"), dict):
        raise BadMessage("This is no message.")
    seq = said.get("seq")
    if isinstance(seq, bool) or not isinstance(seq, int) or not 1 <= seq < 2**31:
        raise BadMessage("seq is no number from 1.")
    try:
        return Message(
            id=UUID(str(said["id"])),
            matter=UUID(str(said["matter"])),
            seq=seq,
            kind=Kind(said["kind"]),
            at=_moment("at", said["at"]),
            payload=said["payload"],
        )
    except (KeyError, ValueError, TypeError) as error:
        raise BadMessage("This is no message.") from error


def text(payload: dict[str, Any], name: str, most: int = MOST_WORDS) -> str:
    """Return a text of the payload; what cannot be kept whole is refused, for a part of it may say something else."""
    value = payload.get(name, "")
    if not isinstance(value, str) or _UNKEPT.search(value):
        raise BadMessage(f"{name} is no text.")
    if len(value) > most:
        raise BadMessage(f"{name} has more than {most} characters.")
    return value


def moment(payload: dict[str, Any], name: str) -> datetime | None:
    """Return a moment of the payload, if there is one."""
    value = payload.get(name)
    return None if value is None else _moment(name, value)


def _moment(name: str, value: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError as error:
        raise BadMessage(f"{name} is no moment.") from error
    if found.tzinfo is None:
        raise BadMessage(f"{name} lacks its zone.")
    if not _YEARS[0] <= found.year < _YEARS[1]:
        raise BadMessage(f"{name} is no moment of our time.")
    return found


def degrees(payload: dict[str, Any], name: str, most: int) -> float:
    """Return a coordinate of the payload."""
    value = payload.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise BadMessage(f"{name} is no coordinate.")
    return float(value)


def wait_after(attempts: int) -> timedelta:
    """Return how long a message waits after so many failed attempts: 15 seconds, doubled, at most six hours."""
    return min(timedelta(seconds=15 * 2 ** min(max(attempts - 1, 0), 12)), timedelta(hours=6))
