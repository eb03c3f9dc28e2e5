"""Put people on leave, with a colleague standing in for every posting meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.platform.access import Permission, Role
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.workforce.actions import postings
from gridwarden.workforce.actions.guards import locked, translated
from gridwarden.workforce.domain.days import check_span, overlap
from gridwarden.workforce.models import Leave, Posting, Staff

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor


class AlreadyAway(Conflict):
    """The person is already on leave in these days."""

    code = "already_away"


class SubstituteAway(Conflict):
    """The substitute is on leave in these days."""

    code = "substitute_away"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLeave:
    """Who is away in which days and why, and who stands in."""

    staff_id: int
    valid_from: date
    valid_to: date
    reason: str
    substitute_id: int | None = None


@transaction.atomic
def register(*, by: Actor, at: datetime, new: NewLeave) -> Leave:
    """Note a leave; the substitute is posted to every grid of the absent for the days that both share."""
    by.require(Permission.PEOPLE_EDIT)
    leave = _written(new, by=by)
    for posting in _postings_to_cover(leave):
        _cover(posting, leave, by=by, at=at)
    _tell("leave.registered", leave, by=by, at=at)
    return leave


@transaction.atomic
def note(*, by: Actor, at: datetime, new: NewLeave) -> Leave:
    """Note the days alone; whether ``by`` may do so has been asked before."""
    leave = _written(new, by=by)
    _tell("leave.registered", leave, by=by, at=at)
    return leave


def _written(new: NewLeave, *, by: Actor) -> Leave:
    check_span(new.valid_from, new.valid_to)
    if not new.reason.strip():
        raise Invalid("A leave has a reason.", reason="missing")
    staff = locked(Staff.objects.all(), new.staff_id, by=by)
    refusal = AlreadyAway("The person is already away in these days.", valid_from="overlaps")
    with translated({"workforce_leave_no_overlap": refusal}):
        return Leave.objects.create(
            district_id=staff.district_id,
            staff=staff,
            substitute_id=_substitute(new, by=by),
            valid_from=new.valid_from,
            valid_to=new.valid_to,
            reason=new.reason,
        )


@transaction.atomic
def end(*, by: Actor, at: datetime, leave_id: int) -> None:
    """End a leave today: the person is back, and the substitute's postings end with it."""
    by.require(Permission.PEOPLE_EDIT)
    leave = locked(Leave.objects.all(), leave_id, by=by)
    today = localdate(at)
    if leave.valid_to <= today:
        raise Conflict("This leave is over.")
    for posting in Posting.objects.filter(staff=leave.substitute_id, substitute_for=leave.staff_id):
        if overlap((posting.valid_from, posting.valid_to), (leave.valid_from, leave.valid_to)):
            _cut(posting, today, by=by, at=at)
    _tell("leave.ended", leave, by=by, at=at)
    _cut_leave(leave, today)


def _substitute(new: NewLeave, *, by: Actor) -> int | None:
    if new.substitute_id is None:
        return None
    if new.substitute_id == new.staff_id:
        raise Invalid("Nobody stands in for himself.", substitute="the same person")
    locked(Staff.objects.all(), new.substitute_id, by=by)
    away = Leave.objects.filter(staff=new.substitute_id, valid_from__lt=new.valid_to, valid_to__gt=new.valid_from)
    if away.exists():
        raise SubstituteAway("The substitute is away in these days too.", substitute="away")
    return new.substitute_id


def _postings_to_cover(leave: Leave) -> list[Posting]:
    if leave.substitute_id is None:
        return []
    return list(Posting.objects.ending_after(leave.valid_from).filter(staff=leave.staff_id).order_by("pk"))


def _cover(posting: Posting, leave: Leave, *, by: Actor, at: datetime) -> None:
    days = overlap((posting.valid_from, posting.valid_to), (leave.valid_from, leave.valid_to))
    if days is None or leave.substitute_id is None:
        return
    same = Posting.objects.filter(staff=leave.substitute_id, grid=posting.grid_id, role=posting.role)
    if any(overlap(days, (one.valid_from, one.valid_to)) for one in same):
        return  # already at work there: nothing to stand in for
    new = postings.NewPosting(
        staff_id=leave.substitute_id,
        grid_id=posting.grid_id,
        role=Role(posting.role),
        valid_from=days[0],
        valid_to=days[1],
        substitute_for_id=leave.staff_id,
    )
    postings.post(by=by, at=at, new=new)


def _cut(posting: Posting, today: date, *, by: Actor, at: datetime) -> None:
    if posting.valid_from >= today:
        posting.valid_to = posting.valid_from
        postings.tell("posting.withdrawn", posting, by=by, at=at)
        posting.delete()
    elif posting.valid_to is None or posting.valid_to > today:
        postings.end(by=by, at=at, posting_id=posting.pk, on=today)


def _cut_leave(leave: Leave, today: date) -> None:
    if leave.valid_from >= today:
        leave.delete()
    else:
        leave.valid_to = today
        leave.save(update_fields=["valid_to"])


def _tell(what: str, leave: Leave, *, by: Actor, at: datetime) -> None:
    record(
        what,
        by=by,
        at=at,
        subject_type="staff",
        subject_id=leave.staff_id,
        district_id=leave.district_id,
        substitute_id=leave.substitute_id,
        valid_from=leave.valid_from.isoformat(),
        valid_to=leave.valid_to.isoformat(),
    )
