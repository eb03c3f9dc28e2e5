"""Papers and rechecks as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.inspections.domain.numbers import short_number
from gridwarden.inspections.domain.words import (
    FollowUp,
    NoticeState,
    Outcome,
    PaperKind,
    RecheckState,
    SignedHow,
)
from gridwarden.platform.access import Permission
from gridwarden.platform.sealing import mask, unseal

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.inspections.models import Notice, Recheck
    from gridwarden.platform.access import Actor

#: What a list needs of other tables.
RELATED = ("case", "condition__item", "grid", "recheck")
#: What no list shows.
HEAVY = ("search", "case__search", "grid__geom", "grid__shape")
#: The same for rechecks, by way of their papers.
RECHECK_RELATED = (*(f"notice__{name}" for name in RELATED if name != "recheck"), "officer")
RECHECK_HEAVY = tuple(f"notice__{name}" for name in HEAVY)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A paper in a list."""

    id: int
    kind: PaperKind
    number: str
    short_number: str
    sequence: int
    case_id: int
    case_number: str
    item_name: str
    grid_code: str
    party_id: int
    party_name: str
    address: str
    issued_at: datetime
    due_at: datetime
    state: NoticeState
    signed_how: SignedHow
    #: Time is up and nobody has looked again.
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckRow:
    """A recheck in a list."""

    id: int
    notice_id: int
    kind: PaperKind
    number: str
    case_id: int
    case_number: str
    party_name: str
    address: str
    item_name: str
    grid_code: str
    planned_at: datetime
    officer_id: int | None
    officer_name: str
    state: RecheckState
    outcome: Outcome | None
    follow_up: FollowUp | None
    note: str
    done_at: datetime | None
    done_by_name: str
    is_late: bool


def notice_row(notice: Notice, now: datetime) -> NoticeRow:
    """Return a paper with ``RELATED`` fetched as a row."""
    return NoticeRow(
        id=notice.pk,
        kind=PaperKind(notice.kind),
        number=notice.number,
        short_number=short_number(notice.year, notice.serial),
        sequence=notice.sequence,
        case_id=notice.case_id,
        case_number=notice.case.number,
        item_name=notice.condition.item.name,
        grid_code=notice.grid.code if notice.grid else "",
        party_id=notice.party_id,
        party_name=notice.party_name,
        address=notice.address,
        issued_at=notice.issued_at,
        due_at=notice.due_at,
        state=NoticeState(notice.state),
        signed_how=SignedHow(notice.signed_how),
        is_late=notice.state == NoticeState.ISSUED and notice.due_at < now,
    )


def recheck_row(recheck: Recheck, now: datetime) -> RecheckRow:
    """Return a recheck with its paper and officer fetched as a row."""
    notice = recheck.notice
    return RecheckRow(
        id=recheck.pk,
        notice_id=notice.pk,
        kind=PaperKind(notice.kind),
        number=notice.number,
        case_id=notice.case_id,
        case_number=notice.case.number,
        party_name=notice.party_name,
        address=notice.address,
        item_name=notice.condition.item.name,
        grid_code=notice.grid.code if notice.grid else "",
        planned_at=recheck.planned_at,
        officer_id=recheck.officer_id,
        officer_name=recheck.officer.display_name if recheck.officer else "",
        state=RecheckState(recheck.state),
        outcome=Outcome(recheck.outcome) if recheck.outcome else None,
        follow_up=FollowUp(recheck.follow_up) if recheck.follow_up else None,
        note=recheck.note,
        done_at=recheck.done_at,
        done_by_name=recheck.done_by_name,
        is_late=recheck.state == RecheckState.PLANNED and recheck.planned_at < now,
    )


def opened_phone(sealed: bytes, actor: Actor, *, place: str) -> str:
    """Return a party's telephone number: whole to those who issue papers, masked to others."""
    number = unseal(bytes(sealed), place=place)
    return number if actor.may(Permission.NOTICE_ISSUE) else mask(number)
