"""A paper as its party sees it: nothing of the case's inner life, and no telephone numbers of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.inspections.domain.words import NoticeState, PaperKind, PictureKind
from gridwarden.inspections.models import Article, Picture
from gridwarden.inspections.queries import articles, visibility

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.inspections.queries.articles import ArticleRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPaper:
    """What the bearer of the code may read."""

    kind: PaperKind
    number: str
    authority: str
    phone: str
    party_name: str
    address: str
    item_name: str
    fact: str
    requirement: str
    issued_at: datetime
    due_at: datetime
    officers: tuple[str, ...]
    articles: tuple[ArticleRow, ...]
    state: NoticeState
    void_reason: str
    #: Photos that were sent through the page already.
    sent: int


def paper(code: str) -> PublicPaper:
    """Return the paper behind a code, or refuse; three SQL statements."""
    notice = visibility.by_code(code)
    cited = Article.objects.filter(citations__notice=notice).order_by("citations__position")
    return PublicPaper(
        kind=PaperKind(notice.kind),
        number=notice.number,
        authority=notice.authority,
        phone=notice.authority_phone,
        party_name=notice.party_name,
        address=notice.address,
        item_name=notice.condition.item.name,
        fact=notice.fact,
        requirement=notice.requirement,
        issued_at=notice.issued_at,
        due_at=notice.due_at,
        officers=tuple(f"{one['name']}（{one['number']}）" for one in notice.officers),
        articles=tuple(map(articles.row, cited)),
        state=NoticeState(notice.state),
        void_reason=notice.void_reason,
        sent=Picture.objects.filter(notice=notice, kind=PictureKind.CORRECTION.value).count(),
    )
