"""One person with history: postings, leaves, roles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.platform.access import Role
from gridwarden.workforce.models import Leave, Posting
from gridwarden.workforce.queries import scope
from gridwarden.workforce.queries.staff import row

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.queries.staff import StaffRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRow:
    """A posting in a person's history or on a grid."""

    id: int
    staff_id: int
    staff_name: str
    grid_id: int
    grid_code: str
    grid_name: str
    role: Role
    valid_from: date
    valid_to: date | None
    substitute_for_id: int | None
    substitute_for: str

    @property
    def last_day(self) -> date | None:
        """The last day on which it holds, as people say it; ``None`` while no end is set."""
        return self.valid_to - timedelta(days=1) if self.valid_to else None

    def holds(self, day: date) -> bool:
        """Return whether the posting is valid on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveRow:
    """Days on which a person was or will be away."""

    id: int
    valid_from: date
    valid_to: date
    reason: str
    substitute_id: int | None
    substitute: str

    @property
    def last_day(self) -> date:
        """The last day away, as people say it."""
        return self.valid_to - timedelta(days=1)

    def holds(self, day: date) -> bool:
        """Return whether the person is away on ``day``."""
        return self.valid_from <= day < self.valid_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A person with history."""

    staff: StaffRow
    card_number: str
    joined_on: date
    user_id: int
    postings: tuple[PostingRow, ...]
    leaves: tuple[LeaveRow, ...]


def profile(actor: Actor, staff_id: int, day: date) -> Profile:
    """Return the person with postings and leaves, latest first; refused as if there were none when out of sight."""
    one = scope.one_staff(actor, staff_id, day)
    postings = tuple(posting_rows(Posting.objects.filter(staff=one).order_by("-valid_from", "-pk")))
    leaves = Leave.objects.filter(staff=one).select_related("substitute__user").order_by("-valid_from", "-pk")
    return Profile(
        staff=row(
            one,
            is_away=any(leave.valid_from <= day < leave.valid_to for leave in leaves),
            grids_now=sum(posting.holds(day) for posting in postings),
        ),
        card_number=one.card_number,
        joined_on=one.joined_on,
        user_id=one.user_id,
        postings=postings,
        leaves=tuple(_leave_row(leave) for leave in leaves),
    )


def posting_rows(postings: QuerySet[Posting]) -> list[PostingRow]:
    """Return postings as rows; one SQL statement."""
    return [
        posting_row(one)
        for one in postings.select_related("staff__user", "grid", "substitute_for__user").defer(
            "grid__geom", "grid__shape"
        )
    ]


def posting_row(posting: Posting) -> PostingRow:
    """Return one posting, with person and grid fetched, as a row."""
    absent = posting.substitute_for
    return PostingRow(
        id=posting.pk,
        staff_id=posting.staff_id,
        staff_name=posting.staff.user.display_name,
        grid_id=posting.grid_id,
        grid_code=posting.grid.code,
        grid_name=posting.grid.name,
        role=Role(posting.role),
        valid_from=posting.valid_from,
        valid_to=posting.valid_to,
        substitute_for_id=posting.substitute_for_id,
        substitute_for=absent.user.display_name if absent else "",
    )


def _leave_row(leave: Leave) -> LeaveRow:
    return LeaveRow(
        id=leave.pk,
        valid_from=leave.valid_from,
        valid_to=leave.valid_to,
        reason=leave.reason,
        substitute_id=leave.substitute_id,
        substitute=leave.substitute.user.display_name if leave.substitute else "",
    )
