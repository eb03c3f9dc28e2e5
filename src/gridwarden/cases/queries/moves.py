"""What somebody may do with a case now, and what each move asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain.decisions import moves_open_to
from gridwarden.cases.domain.errors import CaseMovedOn, MoveNotAllowed
from gridwarden.cases.domain.moves import MoveName, Need
from gridwarden.cases.queries import candidates, suggestions
from gridwarden.cases.queries.situations import situation_of, to_move
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.domain.decisions import OpenMove
    from gridwarden.cases.models import Case
    from gridwarden.cases.queries.suggestions import Choice
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a move asks for; ``at_least`` 0 means that it may be left out."""

    need: Need
    at_least: int
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class MoveOption:
    """A move that is open now."""

    name: MoveName
    asks: tuple[Asked, ...]


def names_open_to(actor: Actor, case: Case) -> list[MoveName]:
    """Return the moves that ``actor`` may make with a case from ``situations.to_move``; one SQL statement."""
    return [move.row.name for move in moves_open_to(situation_of(case), actor)]


def open_to(actor: Actor, case_id: int, now: datetime) -> list[MoveOption]:
    """Return every move that ``actor`` may make, with what it asks for and whom it could go to."""
    case = to_move(actor, case_id)
    return [_option(actor, case, move, now) for move in moves_open_to(situation_of(case), actor)]


def option(actor: Actor, case_id: int, name: MoveName, now: datetime, *, version: int | None = None) -> MoveOption:
    """Return one move with its choices.

    Raises:
        CaseMovedOn: the page from which the move is made showed another ``version`` of the case.
        MoveNotAllowed: the move is not open to ``actor``.
    """
    case = to_move(actor, case_id)
    if version is not None and case.version != version:
        raise CaseMovedOn("The case has moved on since it was shown.")
    for move in moves_open_to(situation_of(case), actor):
        if move.row.name is name:
            return _option(actor, case, move, now)
    raise MoveNotAllowed("The case does not stand where this move begins.")


def _option(actor: Actor, case: Case, move: OpenMove, now: datetime) -> MoveOption:
    asks = tuple(Asked(ask.need, ask.at_least, tuple(_choices(actor, case, move, ask.need, now))) for ask in move.asks)
    return MoveOption(move.row.name, asks)


def _choices(actor: Actor, case: Case, move: OpenMove, need: Need, now: datetime) -> list[Choice]:
    match need:
        case Need.PERSON:
            is_check = move.row.person_may is Permission.CASE_CHECK
            return suggestions.checkers(case, now) if is_check else suggestions.verifiers(case, now)
        case Need.CASE:
            return candidates.proposed(case, actor)
        case Need.UNIT | Need.UNITS | Need.PROPOSAL | Need.PARTS:
            return _units(case, move, need, now)
        case _:
            return []


def _units(case: Case, move: OpenMove, need: Need, now: datetime) -> list[Choice]:
    """Of the units, those that the step can name: to be supported or given a part, or rightly in charge."""
    goal = move.row.goal
    if need is Need.UNIT and goal:
        below = case.owner_unit_id if goal.below_owner else None
        return suggestions.units(case, now, kinds=goal.kinds, below=below)
    others = suggestions.units(case, now)
    return others if need is Need.PARTS else [choice for choice in others if choice.id != case.owner_unit_id]
