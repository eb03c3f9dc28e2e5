"""Who hears of a result: every level below, and the reporter (源头: 层层反馈)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain.sources import awaits_answer
from gridwarden.cases.domain.states import Level

if TYPE_CHECKING:
    from gridwarden.cases.domain.moves import Move
    from gridwarden.cases.domain.situation import Situation


@dataclass(frozen=True, slots=True)
class Told:
    """One that is told: a level with its unit, or the reporter."""

    level: Level | None = None
    unit_id: int | None = None

    @property
    def is_reporter(self) -> bool:
        """Whether this is the one who reported the case."""
        return self.level is None


REPORTER = Told()


def told_of(row: Move, situation: Situation, speaking: Level | None) -> tuple[Told, ...]:
    """Return everybody whom the move tells by itself.

    ``speaking`` is the level from which the word goes down; one who stands on no level of the
    chain speaks for the desk.
    """
    below = levels_below(situation, speaking or Level.DESK) if row.tells_below else ()
    waits = awaits_answer(situation.source) or situation.followers > 0
    reporter = (REPORTER,) if row.tells_reporter and waits else ()
    return below + reporter


def levels_below(situation: Situation, speaking: Level) -> tuple[Told, ...]:
    """Return every level below ``speaking`` that somebody answers for, from the top down; nobody is skipped."""
    ladder = (Level(number) for number in range(speaking - 1, 0, -1))
    return tuple(Told(level, unit.id) for level in ladder if (unit := situation.chain.at(level)))
