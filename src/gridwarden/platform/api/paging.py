"""Keyset paging: the next page starts after the last row, however many lie before it."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from ninja import Field, Schema

from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

M = TypeVar("M", bound=Model)
Row = TypeVar("Row")
Body = TypeVar("Body")

#: Largest page that a caller may ask for.
MAX_PAGE_SIZE = 200


class CursorMalformed(Invalid):
    """The cursor is not one that an earlier page handed out."""

    code = "cursor_malformed"


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Some rows and the cursor of the next page, None at the end."""

    rows: tuple[Row, ...]
    next: str | None


class PageBody(Schema, Generic[Body]):
    """One page of a list."""

    items: list[Body]
    next: str | None = Field(None, description="Pass it as `after` to get the next page; null at the end.")


def keyset(rows: QuerySet[M], *, order: Sequence[str], after: str | None, size: int) -> Page[M]:
    """Return up to ``size`` rows in ``order`` (``-`` for descending) that follow the cursor ``after``.

    The columns of ``order`` must not be null and must be unique together; end them with the key.
    """
    if after:
        rows = rows.filter(_following(order, _decode(rows.model, order, after)))
    found = list(rows.order_by(*order)[: size + 1])
    page = tuple(found[:size])
    return Page(page, _encode(page[-1], order) if len(found) > size else None)


def _following(order: Sequence[str], values: Sequence[Any]) -> Q:
    """Rows behind ``values``: a ladder of comparisons under one range on the first column, which an index serves."""
    ladder = Q(pk__in=[])
    equal = Q()
    for name, value in zip(order, values, strict=True):
        column, step = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        ladder |= equal & Q(**{f"{column}__{step}": value})
        equal &= Q(**{column: value})
    first, step = (order[0][1:], "lte") if order[0].startswith("-") else (order[0], "gte")
    return Q(**{f"{first}__{step}": values[0]}) & ladder


def _encode(row: Model, order: Sequence[str]) -> str:
    values = [_plain(_value(row, name.lstrip("-"))) for name in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def _decode(model: type[Model], order: Sequence[str], cursor: str) -> list[Any]:
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = json.loads(raw)
        if not isinstance(values, list) or len(values) != len(order):
            raise CursorMalformed("This cursor belongs to another list.")
        return [_typed(model, name.lstrip("-"), value) for name, value in zip(order, values, strict=True)]
    except (binascii.Error, ValueError, TypeError, ValidationError) as error:
        raise CursorMalformed("This cursor was not handed out by an earlier page.") from error


def _typed(model: type[Model], path: str, value: Any) -> Any:
    *parents, name = path.split("__")
    for parent in parents:
        related = model._meta.get_field(parent).related_model  # noqa: SLF001 - Django's documented _meta
        if not isinstance(related, type):
            raise CursorMalformed("This cursor belongs to another list.")
        model = related
    field = model._meta.pk if name == "pk" else model._meta.get_field(name)  # noqa: SLF001
    typed = field.to_python(value)  # type: ignore[union-attr]
    if typed is None:
        raise CursorMalformed("This cursor was not handed out by an earlier page.")
    return typed
