"""Divided cases: what a part takes from the whole, and how a part's end counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain.situation import Situation
from gridwarden.cases.domain.states import ENDED, CaseState

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Count:
    """By how much a move of a part changes the whole's counts."""

    open_parts: int
    closed_parts: int


def first_part(whole: Situation, at: datetime) -> Situation:
    """Return where a part of ``whole`` begins: registered at the desk, with nothing done yet."""
    return Situation(
        district_id=whole.district_id,
        source=whole.source,
        chain=whole.chain,
        state=CaseState.REGISTERED,
        owner=whole.chain.desk,
        condition_id=whole.condition_id,
        registered_at=at,
        moved_at=at,
        photo_rule=whole.photo_rule,
        is_part=True,
    )


def counted(before: CaseState, after: CaseState) -> Count:
    """Return what a part's move changes: it ended, or came back."""
    return Count(
        open_parts=int(after not in ENDED) - int(before not in ENDED),
        closed_parts=int(after is CaseState.CLOSED) - int(before is CaseState.CLOSED),
    )
