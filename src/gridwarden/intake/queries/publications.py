"""Published results and notices, as the public and the desk see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case
from gridwarden.intake.models import Announcement, Publication
from gridwarden.menu.queries.rows import condition_row
from gridwarden.platform.access import Permission
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One closed case on the desk's list of what is told to the public."""

    case_id: int
    number: str
    item: str
    address: str
    closed_at: datetime | None
    result: str
    is_withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementRow:
    """One notice to everybody."""

    id: int
    title: str
    text: str
    published_at: datetime
    ends_at: datetime | None


def results(actor: Actor, *, cursor: str | None = None) -> Page[ResultRow]:
    """Return the district's closed cases, the latest opened first, with what is published of them; one statement."""
    actor.require(Permission.INTAKE_PUBLISH)
    cases = (
        Case.objects.filter(district=actor.district_id, state=CaseState.CLOSED.value)
        .select_related("condition__item__menu", "publication")
        .defer("search")
    )
    return paging.page(cases, order=("-opened_at", "-id"), cursor=cursor).map(_result)


def announcements(district_id: int, now: datetime, *, cursor: str | None = None) -> Page[AnnouncementRow]:
    """Return the notices in force, the latest first; one statement."""
    rows = Announcement.objects.filter(
        Q(ends_at=None) | Q(ends_at__gt=now), district=district_id, published_at__lte=now
    )
    return paging.page(rows, order=("-published_at", "-id"), cursor=cursor, size=20).map(_announcement)


def latest_results(district_id: int, until: datetime, *, size: int = 6) -> list[tuple[str, str]]:
    """Return number and words of the results published last, of cases closed before ``until``; one statement."""
    rows = Publication.objects.filter(district=district_id, is_withheld=False, case__closed_at__lte=until)
    found = rows.exclude(result="").order_by("-at", "-id").values_list("case__number", "result")
    return [(number, result) for number, result in found[:size]]


def _result(case: Case) -> ResultRow:
    publication = getattr(case, "publication", None)
    condition = case.condition
    return ResultRow(
        case_id=case.pk,
        number=case.number,
        item=condition_row(condition, condition.item, condition.item.menu).item_label if condition else "",
        address=case.address,
        closed_at=case.closed_at,
        result=publication.result if publication else "",
        is_withheld=publication.is_withheld if publication else False,
    )


def _announcement(row: Announcement) -> AnnouncementRow:
    return AnnouncementRow(
        id=row.pk, title=row.title, text=row.text, published_at=row.published_at, ends_at=row.ends_at
    )
