"""Appeals (申诉): a fact that counts against a unit is excused, and stays in the file all the same."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.cases.domain.states import CaseState
from gridwarden.platform.refusals import Conflict

if TYPE_CHECKING:
    from datetime import datetime


class SubjectKind(StrEnum):
    """What is appealed against; each subject bears a number of its own kind."""

    #: A broken handling limit; the number is the clock's.
    OVERDUE = "overdue"


class NotClosedYet(Conflict):
    """Appeals come after the closing."""

    code = "appeal_before_closing"


class NothingToAppeal(Conflict):
    """The limit was kept, or the unit did not have the case."""

    code = "nothing_to_appeal"


class AppealedBefore(Conflict):
    """One subject is appealed against once."""

    code = "appealed_before"


def check_appealable(state: CaseState, breached_at: datetime | None) -> None:
    """Refuse unless the case is closed and the fact is there."""
    if state is not CaseState.CLOSED:
        raise NotClosedYet("An appeal is possible once the case is closed.")
    if breached_at is None:
        raise NothingToAppeal("The limit was kept.")
