"""Requests that others decide: who asks, who rules one after the other, and that nobody rules on the own one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from gridwarden.cases.domain.errors import NotYourCase
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import Conflict, Forbidden, NotFound
from gridwarden.workforce.domain.units import UnitKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gridwarden.cases.domain.situation import CaseUnit
    from gridwarden.platform.access import Actor


class Turn(StrEnum):
    """What can be asked for."""

    EXTENSION = "extension"
    SUSPENSION = "suspension"
    APPEAL = "appeal"


class Station(StrEnum):
    """Who rules on a request at the moment."""

    #: The lead of the unit that asks.
    LEAD = "lead"
    DISPATCHER = "dispatcher"
    REGISTRAR = "registrar"


class Standing(StrEnum):
    """How a request stands."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    #: The case went on without waiting for it.
    LAPSED = "lapsed"


class RequestNotFound(NotFound):
    """There is no such request, or the actor may not know of it."""

    code = "request_not_found"


class RequestDecided(Conflict):
    """Somebody else has ruled on the request, or the case has gone on without it."""

    code = "request_decided"


class RequestWaits(Conflict):
    """The same has been asked for and waits for its decision."""

    code = "request_waits"


class NotYourRuling(Forbidden):
    """Another post rules on the request now."""

    code = "not_your_ruling"


class OwnRequest(Forbidden):
    """Nobody rules on the own request, or on the same request twice."""

    code = "own_request"


#: Who rules on what, one after the other; each may refuse, the last one grants.
PATHS: Mapping[Turn, tuple[Station, ...]] = MappingProxyType(
    {
        Turn.EXTENSION: (Station.LEAD, Station.DISPATCHER),
        Turn.SUSPENSION: (Station.LEAD, Station.DISPATCHER),
        Turn.APPEAL: (Station.DISPATCHER, Station.REGISTRAR),
    }
)
#: What the one who rules must be allowed to do.
RULED_BY: Mapping[Station, Permission] = MappingProxyType(
    {
        Station.LEAD: Permission.CASE_ENDORSE,
        Station.DISPATCHER: Permission.CASE_GRANT,
        Station.REGISTRAR: Permission.CASE_REGISTER,
    }
)
#: Units whose people have a lead above them; contractors and divisions turn to the desk at once.
_LED = frozenset({UnitKind.GRID_TEAM, UnitKind.SQUADRON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that waits, as the rules see it."""

    turn: Turn
    station: Station
    unit_id: int
    asked_by: int
    ruled_by: frozenset[int] = frozenset()


def check_asker(actor: Actor, unit_id: int) -> None:
    """Refuse unless the actor works for the unit that may ask."""
    actor.require(Permission.CASE_HANDLE)
    if actor.unit_id != unit_id or actor.user_id is None:
        raise NotYourCase("The case belongs to another unit.")


def first_station(turn: Turn, actor: Actor, unit: CaseUnit) -> Station:
    """Return who rules first; whoever leads the unit has endorsed the own request by asking."""
    stations = PATHS[turn]
    leads_itself = unit.kind not in _LED or actor.may(Permission.CASE_ENDORSE)
    return stations[1] if stations[0] is Station.LEAD and leads_itself else stations[0]


def station_after(request: Request) -> Station | None:
    """Return who rules next, ``None`` after the last."""
    stations = PATHS[request.turn]
    rest = stations[stations.index(request.station) + 1 :]
    return rest[0] if rest else None


def check_ruler(request: Request, actor: Actor) -> None:
    """Refuse unless the actor rules at this station, for that unit, and not on an own request."""
    if not actor.may(RULED_BY[request.station]) or actor.is_contractor:
        raise NotYourRuling("Another post rules on this request.")
    if request.station is Station.LEAD and request.unit_id not in actor.unit_ids:
        raise NotYourRuling("The request belongs to another unit.")
    if actor.user_id is None or actor.user_id == request.asked_by or actor.user_id in request.ruled_by:
        raise OwnRequest("Nobody rules on the own request, or on the same request twice.")
