"""Ask for a hard turn by its name: for forms and routes that offer what ``queries.offers`` lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gridwarden.cases.actions import appeals, extensions, suspensions
from gridwarden.cases.domain.errors import WrongDay
from gridwarden.cases.domain.requests import Turn

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.actions._requests import Asked
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for, why, and what bears it out."""

    turn: Turn
    reason: str
    #: Attachment ids.
    proofs: Collection[UUID] = ()
    #: Of a suspension: up to when.
    until: datetime | None = None
    #: Of an appeal: the broken clock; the unit's latest where none is named.
    clock_id: int | None = None


def ask(*, by: Actor, at: datetime, case_id: int, wish: Wish) -> Asked:
    """Ask for what is wished; others decide."""
    common: dict[str, Any] = {"by": by, "at": at, "case_id": case_id, "reason": wish.reason, "proofs": wish.proofs}
    match wish.turn:
        case Turn.EXTENSION:
            return extensions.ask(**common)
        case Turn.APPEAL:
            return appeals.ask(**common, clock_id=wish.clock_id)
        case Turn.SUSPENSION:
            if wish.until is None:
                raise WrongDay("A suspension names its day.", until="missing")
            return suspensions.ask(**common, until=wish.until)
