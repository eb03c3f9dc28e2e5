"""Keep the table of articles: wordings follow each other, none is overwritten."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.inspections.domain.errors import NoSuchArticle
from gridwarden.inspections.domain.words import ArticleUse
from gridwarden.inspections.models import Article
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail
from gridwarden.platform.refusals import Conflict, Invalid

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

_SUPPLIED = Path(__file__).resolve().parents[1] / "data" / "articles.json"


class ArticleThere(Conflict):
    """The article is in the table already; revise it instead."""

    code = "article_there"


class ArticleNotLater(Invalid):
    """A new wording begins after the present one."""

    code = "article_not_later"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What an article says from a day on."""

    text: str
    use: ArticleUse
    valid_from: date
    penalty: str = ""
    items: tuple[int, ...] = field(default=())


@transaction.atomic
def add(*, by: Actor, at: datetime, law: str, article: str, wording: Wording) -> int:
    """Take an article into the table."""
    by.require(Permission.MENU_EDIT)
    district_id = by.district_id or 0
    if Article.objects.filter(district=district_id, law=law.strip(), article=article.strip(), valid_to=None).exists():
        raise ArticleThere("The article is in the table already.", article="is there already")
    stored = _stored(district_id, law, article, wording)
    _audit(stored, "article.added", by=by, at=at)
    return stored.pk


@transaction.atomic
def revise(*, by: Actor, at: datetime, article_id: int, wording: Wording) -> int:
    """Give an article another wording from a day on; papers issued before go on to cite the old one."""
    by.require(Permission.MENU_EDIT)
    present = _in_force(by, article_id)
    if wording.valid_from <= present.valid_from:
        raise ArticleNotLater("The new wording begins after the present one.", valid_from="is too early")
    present.valid_to = wording.valid_from
    present.save(update_fields=["valid_to"])
    stored = _stored(present.district_id, present.law, present.article, wording)
    _audit(stored, "article.revised", by=by, at=at)
    return stored.pk


@transaction.atomic
def repeal(*, by: Actor, at: datetime, article_id: int, on: date) -> None:
    """Let an article end on a day."""
    by.require(Permission.MENU_EDIT)
    present = _in_force(by, article_id)
    if on <= present.valid_from:
        raise ArticleNotLater("An article ends after it has begun.", on="is too early")
    present.valid_to = on
    present.save(update_fields=["valid_to"])
    _audit(present, "article.repealed", by=by, at=at)


@transaction.atomic
def seed(*, by: Actor, at: datetime, district_id: int) -> int:
    """Put the supplied articles into a table that is empty; return how many."""
    by.require(Permission.MENU_EDIT)
    if Article.objects.filter(district=district_id).exists():
        return 0
    supplied = json.loads(_SUPPLIED.read_text(encoding="utf-8"))
    for one in supplied:
        wording = Wording(
            text=one["text"],
            use=ArticleUse(one["use"]),
            valid_from=date.fromisoformat(one["valid_from"]),
            penalty=one.get("penalty", ""),
            items=tuple(one.get("items", ())),
        )
        stored = _stored(district_id, one["law"], one["article"], wording)
        if "valid_to" in one:
            stored.valid_to = date.fromisoformat(one["valid_to"])
            stored.save(update_fields=["valid_to"])
    trail.record(
        "article.seeded",
        by=by,
        at=at,
        subject_type="article",
        subject_id=None,
        district_id=district_id,
        count=len(supplied),
    )
    return len(supplied)


def _in_force(by: Actor, article_id: int) -> Article:
    present = Article.objects.select_for_update().filter(district=by.district_id, pk=article_id, valid_to=None).first()
    if present is None:
        raise NoSuchArticle("There is no such article in force.")
    return present


def _stored(district_id: int, law: str, article: str, wording: Wording) -> Article:
    return Article.objects.create(
        district_id=district_id,
        law=law.strip(),
        article=article.strip(),
        text=wording.text.strip(),
        penalty=wording.penalty.strip(),
        use=wording.use.value,
        items=sorted(wording.items),
        valid_from=wording.valid_from,
    )


def _audit(stored: Article, action: str, *, by: Actor, at: datetime) -> None:
    trail.record(action, by=by, at=at, subject_type="article", subject_id=stored.pk, article=str(stored))
