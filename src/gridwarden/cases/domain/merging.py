"""Merging duplicates: which cases are likely the same, and in which one another may go on."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.cases.domain.errors import WrongMainCase
from gridwarden.cases.domain.sources import awaits_answer
from gridwarden.cases.domain.states import OPEN

if TYPE_CHECKING:
    from gridwarden.cases.domain.situation import Situation
    from gridwarden.cases.domain.states import CaseState

#: Candidates lie this near, bear the same condition, and were opened within this time of each other.
NEAR_M = 50.0
RECENT = timedelta(days=7)


def check_main(case_id: int, main_id: int, main_state: CaseState) -> None:
    """Refuse unless another, open case goes on; so links never run in a circle."""
    if main_id == case_id:
        raise WrongMainCase("A case is not merged into itself.", case_id="is the same case")
    if main_state not in OPEN:
        raise WrongMainCase("Only an open case can go on for another.", case_id="has ended")


def threads_of(situation: Situation) -> int:
    """Return how many cases' reporters come along when this case is merged into another."""
    return situation.followers + int(awaits_answer(situation.source))
