"""Take what a text says of its reporter out of cases, once the time for keeping it is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.cases.models import (
    Case,
    Clock,
    Demand,
    Feedback,
    Finding,
    Order,
    Request,
    Ruling,
    Step,
)
from gridwarden.cases.queries.findable import searchable
from gridwarden.platform.redaction import reword, unlock_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.db.models import Model

    Clean = Callable[[str], str]

#: Where people write about a case, and how that row leads to it.
_WORDS: tuple[tuple[type[Model], tuple[str, ...], str], ...] = (
    (Step, ("note",), "case"),
    (Feedback, ("text",), "case"),
    (Request, ("reason",), "case"),
    (Ruling, ("note",), "request__case"),
    (Order, ("note",), "case"),
    (Demand, ("text", "reply"), "order__case"),
    (Finding, ("note",), "case"),
    (Clock, ("exempt_reason",), "case"),
)


@transaction.atomic
def redact(cleaners: Mapping[int, Clean]) -> None:
    """Clean every text of these cases, each with its own cleaner, and let searches forget what is gone.

    Steps and feedback are final: the database lets them lose words, and nothing else.
    """
    unlock_words()
    for model, names, key in _WORDS:
        rows = model._default_manager.filter(**{f"{key}__in": list(cleaners)})  # noqa: SLF001 - Django's own name
        reword(rows.order_by("pk"), names, key, cleaners)
    for case in Case.objects.filter(pk__in=list(cleaners)).defer("search").order_by("pk"):
        _reword_case(case, cleaners[case.pk])


def _reword_case(case: Case, clean: Clean) -> None:
    description, address = clean(case.description), clean(case.address)
    if (description, address) == (case.description, case.address):
        return
    case.description, case.address = description, address[:200]
    case.search = searchable(case, case.condition_id)
    case.save(update_fields=["description", "address", "search"])
