"""Look again: has the party put it right, and if not, what follows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.actions import escalation, handling
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.queries.moves import names_open_to
from gridwarden.cases.queries.situations import to_move
from gridwarden.inspections.actions import _records, planning
from gridwarden.inspections.actions._taking import take_up
from gridwarden.inspections.domain.errors import (
    FollowUpMissing,
    FollowUpNotWanted,
    NoticeAfterOrder,
    PhotoMissing,
    ReasonMissing,
    RecheckDoneAlready,
    TooEarly,
)
from gridwarden.inspections.domain.words import FollowUp, NoticeState, Outcome, PaperKind, PictureKind, RecheckState
from gridwarden.inspections.events import RecheckDone
from gridwarden.inspections.models import Notice, Picture, Recheck
from gridwarden.inspections.queries import visibility
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments.actions import attach
from gridwarden.platform.timers import clockwork

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the recheck found; ``follow_up`` only where nothing was put right."""

    outcome: Outcome
    photo_ids: tuple[UUID, ...]
    note: str = ""
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """What the recheck has led to."""

    recheck_id: int
    notice_id: int
    case_id: int
    outcome: Outcome
    follow_up: FollowUp | None


@transaction.atomic
def record(*, by: Actor, at: datetime, recheck_id: int, result: Result) -> Rechecked:
    """Write down what was found, and move the case accordingly.

    Corrected: the case is handled, and waits for its independent check as every other. Not corrected: the case goes
    up to the squad, or another paper follows. A case that is no longer in the actor's hand is not moved.
    """
    by.require(Permission.NOTICE_ISSUE)
    planned = visibility.recheck(by, recheck_id)
    notice = planned.notice
    _check(planned, result, by=by, at=at)
    _settle(planned, notice, result, by=by, at=at)
    if result.outcome is Outcome.CORRECTED:
        _hand_in(notice, result, by=by, at=at)
    else:
        attach(result.photo_ids, owner_type=_records.SUBJECT, owner_id=notice.pk, by=by)
    if result.follow_up is FollowUp.HAND_UP:
        escalation.hand_up(by=by, at=at, case_id=notice.case_id, reason=result.note)
    _keep_pictures(notice, result, at)
    facts = {"outcome": result.outcome.value, "follow_up": (result.follow_up or "")}
    _records.tell(RecheckDone, notice, at=at, **facts)
    _records.audit(notice, "notice.rechecked", by=by, at=at, recheck_id=recheck_id, **facts)
    return Rechecked(
        recheck_id=recheck_id,
        notice_id=notice.pk,
        case_id=notice.case_id,
        outcome=result.outcome,
        follow_up=result.follow_up,
    )


def _check(planned: Recheck, result: Result, *, by: Actor, at: datetime) -> None:
    if planned.state != RecheckState.PLANNED:
        raise RecheckDoneAlready("The recheck is done or no longer wanted.")
    if not result.photo_ids:
        raise PhotoMissing("The result is shown by a photo.", photos="is missing")
    if result.outcome is Outcome.CORRECTED:
        _check_nothing_follows(result)
        return
    if at < planned.planned_at:
        raise TooEarly("The party's time is not up.")
    _check_what_follows(PaperKind(planned.notice.kind), result, by=by)


def _check_what_follows(kind: PaperKind, result: Result, *, by: Actor) -> None:
    if result.follow_up is None:
        raise FollowUpMissing("Say what follows.", follow_up="is missing")
    if not result.note.strip():
        raise ReasonMissing("Say what is still wrong.", note="is missing")
    if result.follow_up is FollowUp.SECOND_NOTICE and kind is PaperKind.ORDER:
        raise NoticeAfterOrder("No notice follows an order.")
    if result.follow_up is FollowUp.ORDER:
        by.require(Permission.ORDER_ISSUE)


def _check_nothing_follows(result: Result) -> None:
    if result.follow_up is not None:
        raise FollowUpNotWanted("What was put right is followed by nothing.", follow_up="is not wanted")


def _settle(planned: Recheck, notice: Notice, result: Result, *, by: Actor, at: datetime) -> None:
    """Write the result where nobody was faster."""
    # Whoever withdraws the paper locks it before its recheck; the other way round two would wait for each other.
    Notice.objects.select_for_update(of=("self",)).only("pk").get(pk=notice.pk)
    open_ones = Recheck.objects.filter(pk=planned.pk, state=RecheckState.PLANNED.value)
    done = open_ones.update(
        state=RecheckState.DONE.value,
        outcome=result.outcome.value,
        follow_up=result.follow_up.value if result.follow_up else "",
        note=result.note.strip(),
        done_at=at,
        done_by=by.user_id,
        done_by_name=by.name,
    )
    if not done:
        raise RecheckDoneAlready("Somebody was faster.")
    state = NoticeState.CORRECTED if result.outcome is Outcome.CORRECTED else NoticeState.NOT_CORRECTED
    Notice.objects.filter(pk=notice.pk).update(state=state.value, settled_at=at)
    clockwork.cancel([planning.REMIND, planning.RECHECK], planned.pk)


def _hand_in(notice: Notice, result: Result, *, by: Actor, at: datetime) -> None:
    """Report the work as done with the recheck's photos, if the case is in the actor's hand."""
    take_up(notice.case_id, by=by, at=at)
    if MoveName.FINISH in names_open_to(by, to_move(by, notice.case_id)):
        note = result.note.strip() or notice.number
        handling.finish(by=by, at=at, case_id=notice.case_id, photos_after=result.photo_ids, note=note)
    else:
        attach(result.photo_ids, owner_type=_records.SUBJECT, owner_id=notice.pk, by=by)


def _keep_pictures(notice: Notice, result: Result, at: datetime) -> None:
    Picture.objects.bulk_create(
        Picture(notice=notice, attachment_id=photo_id, kind=PictureKind.RECHECK.value, at=at)
        for photo_id in dict.fromkeys(result.photo_ids)
    )
