"""Answers: those that wait for approval, and those of one case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.intake.domain.answers import AnswerState, may_approve
from gridwarden.intake.models import Answer
from gridwarden.platform.access import Permission
from gridwarden.platform.contacts import without_contacts
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models import Case
    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One answer as the desk sees it."""

    id: int
    case_id: int
    case_number: str
    #: What it answers; numbers hidden from who may not see reporters.
    said: str
    round: int
    state: AnswerState
    text: str
    drafted_by: str
    drafted_at: datetime
    ruled_by: str
    ruled_at: datetime | None
    remark: str
    sent_at: datetime | None
    #: Whether the reader may approve it.
    may_approve: bool


def waiting(actor: Actor, *, cursor: str | None = None) -> Page[AnswerRow]:
    """Return what waits for approval or for other words, the oldest first; one SQL statement."""
    if not actor.may(Permission.INTAKE_REGISTER):
        actor.require(Permission.INTAKE_APPROVE)
    open_states = [AnswerState.DRAFTED.value, AnswerState.SENT_BACK.value]
    rows = Answer.objects.filter(district=actor.district_id, state__in=open_states)
    rows = rows.select_related("case").defer("case__search")
    return paging.page(rows, order=("drafted_at", "id"), cursor=cursor).map(lambda one: _row(one, actor))


def of_case(actor: Actor, case_id: int) -> list[AnswerRow]:
    """Return the answers of a case whose visibility was settled, round by round; one SQL statement."""
    rows = Answer.objects.filter(case=case_id).select_related("case").defer("case__search").order_by("round")
    return [_row(one, actor) for one in rows]


def said(case: Case, actor: Actor) -> str:
    """Return what the case was opened for, as the reader may read it."""
    return case.description if actor.may(Permission.CASE_SEE_REPORTER) else without_contacts(case.description)


def _row(one: Answer, actor: Actor) -> AnswerRow:
    is_open = one.state == AnswerState.DRAFTED
    other = may_approve(author_id=one.drafted_by_id, approver_id=actor.user_id)
    return AnswerRow(
        id=one.pk,
        case_id=one.case_id,
        case_number=one.case.number,
        said=said(one.case, actor),
        round=one.round,
        state=AnswerState(one.state),
        text=one.text,
        drafted_by=one.drafted_by_name,
        drafted_at=one.drafted_at,
        ruled_by=one.ruled_by_name,
        ruled_at=one.ruled_at,
        remark=one.remark,
        sent_at=one.sent_at,
        may_approve=is_open and other and actor.may(Permission.INTAKE_APPROVE),
    )
