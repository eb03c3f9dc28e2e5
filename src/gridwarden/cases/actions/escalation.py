"""Bring a case up and down the five levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions._execution import Moved, execute
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.queries.givens import Given

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.platform.access import Actor


def hand_up(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    reason: str,
    unit_id: int | None = None,
    version: int | None = None,
) -> Moved:
    """Hand a case that needs coordination up one level; the desk may choose a division instead of the brigade."""
    given = Given(text=reason, unit_id=unit_id)
    return execute(MoveName.HAND_UP, by=by, at=at, case_id=case_id, given=given, version=version)


def hand_down(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    instruction: str,
    unit_id: int | None = None,
    version: int | None = None,
) -> Moved:
    """Hand a case down one level with an instruction that every level below hears."""
    given = Given(text=instruction, unit_id=unit_id)
    return execute(MoveName.HAND_DOWN, by=by, at=at, case_id=case_id, given=given, version=version)


def request_support(
    *, by: Actor, at: datetime, case_id: int, reason: str, unit_ids: Sequence[int], version: int | None = None
) -> Moved:
    """Call other units to help; the case stays where it is, and they see it from now on."""
    given = Given(text=reason, unit_ids=tuple(unit_ids))
    return execute(MoveName.REQUEST_SUPPORT, by=by, at=at, case_id=case_id, given=given, version=version)


def feed_back(*, by: Actor, at: datetime, case_id: int, answer: str, version: int | None = None) -> Moved:
    """Tell every level below the actor's own, and the reporter, how things stand."""
    return execute(MoveName.FEED_BACK, by=by, at=at, case_id=case_id, given=Given(text=answer), version=version)
