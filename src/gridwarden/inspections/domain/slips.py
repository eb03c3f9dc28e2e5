"""Rules of contact slips that need no database."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from gridwarden.cases.domain.states import IN_HAND, CaseState
from gridwarden.platform.refusals import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

#: The word on the paper; numbers run through a year.
WORD = "联系单"
SERIES = "contact_slip"
_DAY = timedelta(days=1)
#: Where a slip is, by its case: an open one is in just one place. Who has put the work aside has the slip all the same.
TILES: Mapping[str, frozenset[CaseState]] = MappingProxyType(
    {
        "desk": frozenset(
            {CaseState.REPORTED, CaseState.VERIFYING, CaseState.VERIFIED, CaseState.REGISTERED, CaseState.PARTED}
        ),
        "work": IN_HAND | {CaseState.SUSPENDED},
        "check": frozenset({CaseState.HANDLED, CaseState.CHECKING, CaseState.CHECKED}),
        "closed": frozenset({CaseState.CLOSED}),
    }
)


class NoSuchSlip(NotFound):
    """There is no such slip, or the case it belongs to is none of the actor's business."""

    code = "no_such_slip"


class NoSuchCrew(NotFound):
    """The contractor has no such crew."""

    code = "no_such_crew"


class NotForSlip(Invalid):
    """The condition is put right by a party, not by a contractor."""

    code = "not_for_slip"


class SlipNeedsPhoto(Invalid):
    """A slip without a photo shows nothing."""

    code = "slip_needs_photo"


class NotCovered(Conflict):
    """No contract covers place, item and day: the desk has to choose the unit."""

    code = "slip_not_covered"


class CrewNameTaken(Conflict):
    """The contractor has a crew of this name already."""

    code = "crew_name_taken"


class CrewCannotGo(Conflict):
    """A crew is sent while the contractor has the slip in hand, not before or after."""

    code = "crew_cannot_go"


def days_late(due_at: datetime | None, handled_at: datetime) -> int:
    """Return the begun days between the deadline and the work; 0 in time and where nothing was due."""
    if due_at is None or handled_at <= due_at:
        return 0
    return -((due_at - handled_at) // _DAY)
