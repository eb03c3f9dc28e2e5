"""Until when a party has time: proposed from the limit of the condition, moved by hand within bounds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from gridwarden.algorithms.worktime import Limit, due
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from gridwarden.algorithms.worktime import WorkCalendar


class DeadlineOutOfBounds(Invalid):
    """The deadline lies before or after what the district allows."""

    code = "deadline_out_of_bounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What a district allows, in shares of the condition's limit.

    The proposal leaves a part of the limit for the recheck, so that the case is not overdue before
    anybody could look whether the party has done its part.
    """

    proposed_percent: int = 75
    longest_percent: int = 200
    shortest_minutes: int = 10

    def proposed(self, calendar: WorkCalendar, at: datetime, limit: Limit) -> datetime:
        """Return the deadline that is offered, on a whole minute."""
        return _minute(due(calendar, at, _share(limit, self.proposed_percent)))

    def latest(self, calendar: WorkCalendar, at: datetime, limit: Limit) -> datetime:
        """Return the last moment that may be set."""
        return _minute(due(calendar, at, _share(limit, self.longest_percent)))

    def earliest(self, at: datetime) -> datetime:
        """Return the first moment that may be set."""
        return at + timedelta(minutes=self.shortest_minutes)

    def settled(self, wanted: datetime | None, calendar: WorkCalendar, at: datetime, limit: Limit) -> datetime:
        """Return the deadline of a paper issued at ``at``: the wanted one if it is allowed, else refuse."""
        if wanted is None:
            return self.proposed(calendar, at, limit)
        # What was proposed when the form was opened stands on the paper in the party's hand: a minute is forgiven.
        earliest, latest = self.earliest(at), self.latest(calendar, at, limit)
        if wanted < earliest - timedelta(minutes=1) or wanted > latest:
            span = f"{earliest.isoformat(timespec='minutes')} to {latest.isoformat(timespec='minutes')}"
            raise DeadlineOutOfBounds(f"The deadline lies outside what is allowed: {span}.", due_at="is out of bounds")
        return wanted


def _share(limit: Limit, percent: int) -> Limit:
    return Limit(max(Decimal("0.01"), limit.value * percent / 100), limit.unit)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
