"""Issue notices (整改联) and orders to correct (责令限期改正通知书)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.actions import registration
from gridwarden.cases.actions.registration import NewCase
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import IN_HAND
from gridwarden.cases.queries import visibility
from gridwarden.inspections.actions._parties import GivenParty
from gridwarden.inspections.actions._taking import take_up
from gridwarden.inspections.actions._writing import Contents, Issued, write
from gridwarden.inspections.domain.errors import ArticlesMissing, NoNoticeBefore, NotForNotice, NotInHand
from gridwarden.inspections.domain.words import ArticleUse, NoticeState, PaperKind
from gridwarden.inspections.models import Article, Notice
from gridwarden.menu.domain.words import SlipType
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.models import Case
    from gridwarden.platform.access import Actor

__all__ = ["Contents", "Finding", "GivenParty", "Issued", "issue", "issue_for_case", "order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What an officer has found in the street: the notice opens its case."""

    condition_id: int
    lon: float
    lat: float
    crs: Crs = Crs.WGS84
    address: str = ""
    photo_ids: tuple[UUID, ...] = field(default=())


@transaction.atomic
def issue(*, by: Actor, at: datetime, finding: Finding, contents: Contents) -> Issued:
    """Open the case of a finding and hand the party its notice, in one transaction.

    Raises:
        PermissionDenied: the actor may not issue papers.
        NotForNotice: the condition goes by contact slip.
        NotInHand: no grid team keeps the place, so nobody would look again.
    """
    by.require(Permission.NOTICE_ISSUE)
    if menus.condition(finding.condition_id).slip is not SlipType.RECTIFICATION_NOTICE:
        raise NotForNotice("The condition goes by contact slip.", condition_id="goes by contact slip")
    new = NewCase(
        district_id=by.district_id or 0,
        source=Source.PATROL,
        condition_id=finding.condition_id,
        lon=finding.lon,
        lat=finding.lat,
        crs=finding.crs,
        address=finding.address,
        description=contents.fact,
        photos=finding.photo_ids,
    )
    opened = registration.open(by=by, at=at, new=new)
    return _issued(PaperKind.NOTICE, opened.case_id, contents, by=by, at=at)


@transaction.atomic
def issue_for_case(*, by: Actor, at: datetime, case_id: int, contents: Contents) -> Issued:
    """Hand out a notice for a case that a unit has in hand: the first, or the next after one that was in vain."""
    by.require(Permission.NOTICE_ISSUE)
    return _issued(PaperKind.NOTICE, case_id, contents, by=by, at=at)


@transaction.atomic
def order(*, by: Actor, at: datetime, case_id: int, contents: Contents) -> Issued:
    """Order the party to correct, after a notice that was in vain.

    Raises:
        NoNoticeBefore: the party was not asked before.
        ArticlesMissing: an order names the rule that was broken and the one that gives the power to order.
    """
    by.require(Permission.ORDER_ISSUE)
    visibility.get(by, case_id)
    in_vain = Notice.objects.filter(
        case=case_id, kind=PaperKind.NOTICE.value, state=NoticeState.NOT_CORRECTED.value
    ).exists()
    if not in_vain:
        raise NoNoticeBefore("An order follows a notice that was not obeyed.")
    uses = set(Article.objects.filter(pk__in=contents.article_ids).values_list("use", flat=True))
    if uses != {use.value for use in ArticleUse}:
        raise ArticlesMissing("An order cites what was broken and what gives the power.", article_ids="one is missing")
    return _issued(PaperKind.ORDER, case_id, contents, by=by, at=at)


def _issued(kind: PaperKind, case_id: int, contents: Contents, *, by: Actor, at: datetime) -> Issued:
    case = _in_hand(case_id, by=by, at=at)
    return write(kind, case, contents, by=by, at=at)


def _in_hand(case_id: int, *, by: Actor, at: datetime) -> Case:
    """Return the case in the actor's sight and in a unit's hand; whoever issues a paper has taken the case up."""
    case = visibility.get(by, case_id)
    if case.state not in IN_HAND:
        raise NotInHand("No unit has the case in hand.")
    if case.condition is None or case.condition.slip != SlipType.RECTIFICATION_NOTICE:
        raise NotForNotice("The case goes by contact slip.")
    take_up(case_id, by=by, at=at)
    return visibility.get(by, case_id)
