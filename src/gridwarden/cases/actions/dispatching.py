"""Send cases to the units in charge, one or many (派遣)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.cases.actions._execution import Moved, execute
from gridwarden.cases.domain.errors import WrongUnit
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.queries import suggestions, visibility
from gridwarden.cases.queries.givens import Given
from gridwarden.platform.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: A page of the desk; more would hold the browser too long.
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class BulkResult:
    """What became of one of many cases: moved, or refused with the reason."""

    case_id: int
    number: str
    moved: Moved | None = None
    refusal: Refusal | None = None


def dispatch(
    *, by: Actor, at: datetime, case_id: int, unit_id: int, note: str = "", version: int | None = None
) -> Moved:
    """Send a registered case to a unit; its handling clock runs from now."""
    given = Given(text=note, unit_id=unit_id)
    return execute(MoveName.DISPATCH, by=by, at=at, case_id=case_id, given=given, version=version)


def recall(*, by: Actor, at: datetime, case_id: int, reason: str, version: int | None = None) -> Moved:
    """Take a case away from a unit that does not stir; it is to be dispatched anew."""
    return execute(MoveName.RECALL, by=by, at=at, case_id=case_id, given=Given(text=reason), version=version)


def return_dispatch(
    *,
    by: Actor,
    at: datetime,
    case_id: int,
    reason: str,
    proposed_unit_id: int | None = None,
    version: int | None = None,
) -> Moved:
    """Give a case back to the desk because it is not the unit's (回退), and say whose it is; the third goes up."""
    given = Given(text=reason, unit_id=proposed_unit_id)
    return execute(MoveName.RETURN_DISPATCH, by=by, at=at, case_id=case_id, given=given, version=version)


def dispatch_many(
    *, by: Actor, at: datetime, case_ids: Iterable[int], unit_id: int | None = None, note: str = ""
) -> list[BulkResult]:
    """Dispatch several cases, each in a transaction of its own, and say what became of each.

    Without ``unit_id`` every case goes to the unit that is in charge of it; where that is not plain, it stays.
    """
    return [
        _dispatch_one(by=by, at=at, case_id=case_id, unit_id=unit_id, note=note)
        for case_id in list(dict.fromkeys(case_ids))[:MOST_AT_ONCE]
    ]


def _dispatch_one(*, by: Actor, at: datetime, case_id: int, unit_id: int | None, note: str) -> BulkResult:
    number = ""
    try:
        case = visibility.get(by, case_id)
        number = case.number
        chosen = unit_id or suggestions.in_charge(case, at)
        if chosen is None:
            raise WrongUnit("Which unit is in charge of this case is not plain; choose one.", unit="missing")
        moved = dispatch(by=by, at=at, case_id=case_id, unit_id=chosen, note=note)
    except Refusal as refusal:
        return BulkResult(case_id=case_id, number=number, refusal=refusal)
    return BulkResult(case_id=case_id, number=number, moved=moved)
