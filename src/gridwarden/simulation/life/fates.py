"""How a case will turn out, drawn once from its number, so that it can be asked again at any time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gridwarden.cases.domain.sources import Source
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life.habits import choose

#: Shares of cases; the rest goes smoothly.
REWORKED, RETURNED, CANCELLED, REOPENED, LATE, UNFOUNDED = 0.06, 0.04, 0.008, 0.01, 0.05, 0.4
#: Shares of the hard turns that are asked for, and of cases that the brigade closes by order.
TURNS = {"extension": 0.03, "suspension": 0.01, "order": 0.02}
FORCED = 0.004
#: Sources whose reports the bureau counts as complaints; they are always closed, and in time.
COMPLAINTS = frozenset({Source.CITIZEN, Source.HOTLINE, Source.WEB, Source.MEDIA, Source.LEADER})


class Way(StrEnum):
    """How a grid team deals with a case."""

    ON_THE_SPOT = "on_the_spot"
    NOTICE = "notice"
    SQUAD = "squad"
    BRIGADE = "brigade"
    NEGLECTED = "neglected"


class Turn(StrEnum):
    """A hard turn that goes with taking a case up."""

    EXTENSION = "extension"
    SUSPENSION = "suspension"
    ORDER = "order"


OWN_WAYS = {Way.ON_THE_SPOT: 0.66, Way.NOTICE: 0.22, Way.SQUAD: 0.06, Way.BRIGADE: 0.03, Way.NEGLECTED: 0.03}
COMPLAINT_WAYS = {Way.ON_THE_SPOT: 0.48, Way.NOTICE: 0.38, Way.SQUAD: 0.09, Way.BRIGADE: 0.05}


@dataclass(frozen=True, slots=True)
class Fate:
    """What chance has in store for a case."""

    way: Way
    is_unfounded: bool
    is_returned: bool
    is_reworked: bool
    is_cancelled: bool
    is_reopened: bool
    is_late: bool
    #: Share of the limit that the work takes when it is in time.
    pace: float
    is_forced: bool = False
    turn: Turn | None = None


def fate_of(number: str, source: Source, *, seed: int) -> Fate:
    """Return the fate of the case with this number."""
    chance = chance_of(seed, "fate", number)
    complained = source in COMPLAINTS
    way = Way(choose(COMPLAINT_WAYS if complained else OWN_WAYS, chance))
    draws = [chance.random() for _ in range(6)]
    return Fate(
        way=way,
        is_unfounded=source is Source.TRANSFER and draws[0] < UNFOUNDED,
        is_returned=draws[1] < RETURNED,
        is_reworked=draws[2] < REWORKED,
        is_cancelled=not complained and draws[3] < CANCELLED,
        is_reopened=not complained and draws[4] < REOPENED,
        is_late=not complained and draws[5] < LATE,
        pace=chance.uniform(0.15, 0.75),
        # Drawn last: what a seed had in store before stays as it was.
        is_forced=not complained and chance.random() < FORCED,
        turn=None if complained else _turn(chance.random()),
    )


def _turn(draw: float) -> Turn | None:
    for name, share in TURNS.items():
        if draw < share:
            return Turn(name)
        draw -= share
    return None
