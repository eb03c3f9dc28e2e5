"""How far a report has come, in the few stations that a reporter understands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.cases.domain.states import CaseState

if TYPE_CHECKING:
    from datetime import datetime

S = CaseState


class Station(StrEnum):
    """What a reporter reads; the desk's finer states lie between."""

    RECEIVED = "received"
    LOOKED_AT = "looked_at"
    SENT = "sent"
    WORKED_ON = "worked_on"
    CHECKED = "checked"
    DONE = "done"
    #: Ends that are no success.
    NOT_TAKEN_UP = "not_taken_up"


class Mark(StrEnum):
    """How a station stands."""

    PASSED = "passed"
    HERE = "here"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Stop:
    """A station with its mark and, where it is known, its moment."""

    station: Station
    mark: Mark
    at: datetime | None = None


#: Where each state stands. Suspended and divided cases are being worked on, as far as a reporter is concerned.
STATION_OF = {
    S.REPORTED: Station.RECEIVED,
    S.VERIFYING: Station.LOOKED_AT,
    S.VERIFIED: Station.LOOKED_AT,
    S.REGISTERED: Station.SENT,
    S.DISPATCHED: Station.SENT,
    S.HANDLING: Station.WORKED_ON,
    S.SUSPENDED: Station.WORKED_ON,
    S.PARTED: Station.WORKED_ON,
    S.HANDLED: Station.CHECKED,
    S.CHECKING: Station.CHECKED,
    S.CHECKED: Station.CHECKED,
    S.CLOSED: Station.DONE,
    S.REFUSED: Station.NOT_TAKEN_UP,
    S.CANCELLED: Station.NOT_TAKEN_UP,
    S.MERGED: Station.WORKED_ON,
}
_WAY = (Station.RECEIVED, Station.LOOKED_AT, Station.SENT, Station.WORKED_ON, Station.CHECKED, Station.DONE)


def way(state: CaseState, moments: dict[Station, datetime | None]) -> tuple[Stop, ...]:
    """Return the stations of a case in ``state``; ``moments`` tells when stations were passed."""
    here = STATION_OF[state]
    if here is Station.NOT_TAKEN_UP:
        first = Stop(Station.RECEIVED, Mark.PASSED, moments.get(Station.RECEIVED))
        return first, Stop(here, Mark.HERE, moments.get(here))
    reached = _WAY.index(here)
    return tuple(_stop(station, index, reached, moments) for index, station in enumerate(_WAY))


def _stop(station: Station, index: int, reached: int, moments: dict[Station, datetime | None]) -> Stop:
    if index > reached:
        return Stop(station, Mark.AHEAD)
    ended = station is Station.DONE
    mark = Mark.PASSED if index < reached or ended else Mark.HERE
    return Stop(station, mark, moments.get(station))
