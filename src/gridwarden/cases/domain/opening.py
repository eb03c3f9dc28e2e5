"""Where a new case starts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.domain.clocks import ClockOp, Stage, run
from gridwarden.cases.domain.situation import NO_PHOTOS, CaseUnit, Chain, Situation
from gridwarden.cases.domain.sources import OWN_FINDINGS, Source
from gridwarden.cases.domain.states import CaseState
from gridwarden.menu.domain.words import SlipType

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.menu.domain.words import PhotoRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Outset:
    """What is known of a new case that decides where it starts."""

    district_id: int
    source: Source
    chain: Chain
    #: Whether the place lies in a grid at that time.
    in_grid: bool
    condition_id: int | None = None
    slip: SlipType | None = None
    photo_rule: PhotoRule = NO_PHOTOS
    photos_before: int = 0


#: The clock that runs beside the total in each state in which a case may start.
_FIRST_CLOCK = {
    CaseState.REPORTED: Stage.REGISTER,
    CaseState.VERIFIED: Stage.REGISTER,
    CaseState.REGISTERED: Stage.DISPATCH,
    CaseState.DISPATCHED: Stage.HANDLE,
}


def open_at(outset: Outset, at: datetime) -> Situation:
    """Return the first situation of a case.

    What the district's own people find needs no verification: with a rectification notice the grid
    team has it at once, with a contact slip the desk registers it. Everything else, and everything
    outside the grids, starts at the desk as a report.
    """
    state = _first_state(outset)
    with_team = state is CaseState.DISPATCHED
    return Situation(
        district_id=outset.district_id,
        source=outset.source,
        chain=outset.chain,
        state=state,
        owner=_team(outset) if with_team else outset.chain.desk,
        condition_id=outset.condition_id,
        registered_at=at if with_team else None,
        dispatched_at=at if with_team else None,
        moved_at=at,
        photo_rule=outset.photo_rule,
        photos_before=outset.photos_before,
    )


def first_clocks(state: CaseState) -> tuple[ClockOp, ...]:
    """Return what starts to run when a case opens in ``state``."""
    return run(Stage.TOTAL), run(_FIRST_CLOCK[state])


def _first_state(outset: Outset) -> CaseState:
    own = outset.source in OWN_FINDINGS and outset.in_grid and outset.condition_id is not None
    if own and outset.slip is SlipType.CONTACT_SLIP:
        return CaseState.VERIFIED
    if own and outset.slip is SlipType.RECTIFICATION_NOTICE and outset.chain.team:
        return CaseState.DISPATCHED
    return CaseState.REPORTED


def _team(outset: Outset) -> CaseUnit:
    return outset.chain.team or outset.chain.desk
