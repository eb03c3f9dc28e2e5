"""Everything that the page of one paper shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.cases.models import Evidence, EvidenceKind
from gridwarden.inspections.domain.words import PictureKind, RecheckState
from gridwarden.inspections.models import Article, Notice, Picture, Recheck, Service
from gridwarden.inspections.queries import articles, visibility
from gridwarden.inspections.queries.rows import (
    HEAVY,
    RECHECK_HEAVY,
    RECHECK_RELATED,
    RELATED,
    NoticeRow,
    RecheckRow,
    notice_row,
    opened_phone,
    recheck_row,
)
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.attachments.queries import url_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.inspections.queries.articles import ArticleRow
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRow:
    """A picture of a paper."""

    kind: PictureKind
    full_url: str
    thumb_url: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceRow:
    """The receipt of an order."""

    way: str
    served_at: datetime
    place: str
    receiver: str
    relation: str
    witness: str
    note: str
    by_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """One paper with what it cites, shows and has led to."""

    notice: NoticeRow
    check: str
    party_phone: str
    legal_representative: str
    party_address: str
    fact: str
    requirement: str
    officers: tuple[str, ...]
    witness: str
    void_reason: str
    settled_at: datetime | None
    articles: tuple[ArticleRow, ...]
    pictures: tuple[PictureRow, ...]
    recheck: RecheckRow | None
    #: Other papers of the case, oldest first.
    others: tuple[NoticeRow, ...]
    service: ServiceRow | None

    def of(self, kind: PictureKind) -> list[PictureRow]:
        """Return the pictures of one kind."""
        return [one for one in self.pictures if one.kind is kind]


def notice_page(actor: Actor, notice_id: int, now: datetime) -> NoticePage:
    """Return the page of a paper, or refuse as if there were none; seven SQL statements."""
    notice = visibility.get(actor, notice_id)
    row = notice_row(notice, now)
    cited = Article.objects.filter(citations__notice=notice).order_by("citations__position")
    return NoticePage(
        notice=row,
        check=row.short_number[-1],
        party_phone=opened_phone(bytes(notice.party_phone), actor, place="notice.phone"),
        legal_representative=notice.legal_representative,
        party_address=notice.party_address,
        fact=notice.fact,
        requirement=notice.requirement,
        officers=tuple(f"{one['name']}（{one['number']}）" for one in notice.officers),
        witness=notice.witness,
        void_reason=notice.void_reason,
        settled_at=notice.settled_at,
        articles=tuple(map(articles.row, cited)),
        pictures=tuple(pictures_of(Q(notice=notice))),
        recheck=recheck_of(notice_id, now),
        others=tuple(one for one in of_case(actor, notice.case_id, now) if one.id != notice_id),
        service=_service(notice_id),
    )


def of_case(actor: Actor, case_id: int, now: datetime) -> list[NoticeRow]:
    """Return the papers of a case, oldest first; one SQL statement."""
    papers = Notice.objects.visible_to(actor).filter(case=case_id).select_related(*RELATED).defer(*HEAVY)
    return [notice_row(one, now) for one in papers.order_by("issued_at", "pk")]


def rechecks_of_case(actor: Actor, case_id: int, now: datetime) -> list[RecheckRow]:
    """Return what is still to be looked at for a case; one SQL statement."""
    found = Recheck.objects.visible_to(actor).filter(notice__case=case_id, state=RecheckState.PLANNED.value)
    found = found.select_related(*RECHECK_RELATED).defer(*RECHECK_HEAVY)
    return [recheck_row(one, now) for one in found.order_by("planned_at", "pk")]


def pictures_of(condition: Q) -> list[PictureRow]:
    """Return pictures of papers, oldest first; one SQL statement. Whose they are has been checked before."""
    rows = Picture.objects.filter(condition).order_by("pk").values_list("kind", "attachment_id", "at", "note")
    return [_picture(kind, photo_id, at, note) for kind, photo_id, at, note in rows]


def recheck_of(notice_id: int, now: datetime) -> RecheckRow | None:
    """Return the recheck of a paper; one SQL statement."""
    found = Recheck.objects.filter(notice=notice_id).select_related(*RECHECK_RELATED)
    one = found.defer(*RECHECK_HEAVY).first()
    return recheck_row(one, now) if one else None


def before_of_case(case_id: int) -> list[PictureRow]:
    """Return the photos of the case as it was found; one SQL statement. Whoever asks may see the case."""
    photos = Evidence.objects.filter(case=case_id, kind=EvidenceKind.BEFORE.value).order_by("pk")
    rows = photos.values_list("attachment_id", "step__at")
    return [_picture(PictureKind.FOUND.value, photo_id, at, "") for photo_id, at in rows]


def _picture(kind: str, photo_id: UUID, at: datetime, note: str) -> PictureRow:
    return PictureRow(
        kind=PictureKind(kind),
        full_url=url_of(photo_id, Size.FULL),
        thumb_url=url_of(photo_id, Size.THUMB),
        at=at,
        note=note,
    )


def _service(notice_id: int) -> ServiceRow | None:
    service = Service.objects.filter(notice=notice_id).first()
    if service is None:
        return None
    return ServiceRow(
        way=service.way,
        served_at=service.served_at,
        place=service.place,
        receiver=service.receiver,
        relation=service.relation,
        witness=service.witness,
        note=service.note,
        by_name=service.served_by_name,
    )
