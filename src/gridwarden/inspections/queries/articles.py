"""Articles: in force on a day, and with all their wordings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.inspections.domain.errors import ArticleNotInForce, NoSuchArticle
from gridwarden.inspections.domain.words import ArticleUse
from gridwarden.inspections.models import Article

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article in one wording."""

    id: int
    law: str
    article: str
    text: str
    penalty: str
    use: ArticleUse
    items: tuple[int, ...]
    valid_from: date
    valid_to: date | None

    @property
    def name(self) -> str:
        """How it is cited."""
        return f"《{self.law}》{self.article}"

    def fits(self, item: int) -> bool:
        """Return whether it is proposed for the menu's line ``item``."""
        return not self.items or item in self.items


def in_force(district_id: int, day: date) -> list[ArticleRow]:
    """Return the articles in force on ``day``, those for particular lines first; one SQL statement."""
    found = Article.objects.on(day).filter(district=district_id).order_by("law", "article", "pk")
    return sorted(map(row, found), key=lambda one: not one.items)


def history(actor: Actor) -> list[ArticleRow]:
    """Return every wording of every article of the actor's district, newest wording first; one SQL statement."""
    found = Article.objects.filter(district=actor.district_id).order_by("law", "article", "-valid_from", "pk")
    return [row(one) for one in found]


def get(actor: Actor, article_id: int) -> ArticleRow:
    """Return one wording."""
    found = Article.objects.filter(district=actor.district_id, pk=article_id).first()
    if found is None:
        raise NoSuchArticle("There is no such article.")
    return row(found)


def cited(district_id: int, ids: Collection[int], day: date) -> list[ArticleRow]:
    """Return the articles to be cited, in the order given; refuse what is not in force on ``day``."""
    wanted = list(dict.fromkeys(ids))
    found = {one.pk: row(one) for one in Article.objects.on(day).filter(district=district_id, pk__in=wanted)}
    if missing := set(wanted) - set(found):
        raise ArticleNotInForce("An article is not in force.", article_ids=f"not in force: {sorted(missing)}")
    return [found[article_id] for article_id in wanted]


def row(one: Article) -> ArticleRow:
    """Return a stored article as a row."""
    return ArticleRow(
        id=one.pk,
        law=one.law,
        article=one.article,
        text=one.text,
        penalty=one.penalty,
        use=ArticleUse(one.use),
        items=tuple(one.items),
        valid_from=one.valid_from,
        valid_to=one.valid_to,
    )
