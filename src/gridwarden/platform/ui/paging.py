"""Keyset paging: a page starts after the last row of the one before, so page 500 costs what page 1 costs.

The cursor is opaque and signed: it holds the ordered values of one row and the way to go. Rows that
arrive or leave between two pages neither repeat nor hide others.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet

from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.cursor_values import pack, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Row = TypeVar("Row")
Other = TypeVar("Other")
M = TypeVar("M", bound=Model)

SALT = "gridwarden.paging"
DEFAULT_SIZE = 50
LARGEST_SIZE = 200


class BadCursor(Invalid):
    """The address of the page was altered, or belongs to another list."""

    code = "bad_cursor"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, with the cursors of its neighbours; ``None`` where there is no neighbour."""

    rows: tuple[Row, ...]
    next: str | None = None
    previous: str | None = None

    def map(self, change: Callable[[Row], Other]) -> Page[Other]:
        """Return the page with every row changed, for example from a model into a frozen row."""
        return Page(tuple(change(row) for row in self.rows), self.next, self.previous)


@dataclass(frozen=True, slots=True)
class _Cursor:
    backwards: bool
    values: tuple[Any, ...]


def page(
    queryset: QuerySet[M], *, order: Sequence[str], cursor: str | None = None, size: int = DEFAULT_SIZE
) -> Page[M]:
    """Return one page of ``queryset`` in ``order``.

    ``order`` names fields or annotations like ``order_by`` does; the last must be unique (``"-id"``), and none
    may be null: annotate with ``Coalesce`` first. Every page takes one statement, whatever its distance.
    """
    size = max(1, min(size, LARGEST_SIZE))
    here = _read(cursor, order) if cursor else None
    backwards = here is not None and here.backwards
    towards = [_flipped(name) for name in order] if backwards else list(order)
    if here is not None:
        queryset = queryset.filter(_beyond(towards, here.values))
    found = list(queryset.order_by(*towards)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    return _with_neighbours(
        found, order, has_next=more or backwards, has_previous=more if backwards else here is not None
    )


def _with_neighbours(found: list[M], order: Sequence[str], *, has_next: bool, has_previous: bool) -> Page[M]:
    if not found:
        return Page(())
    return Page(
        tuple(found),
        _write(_Cursor(backwards=False, values=_values(found[-1], order)), order) if has_next else None,
        _write(_Cursor(backwards=True, values=_values(found[0], order)), order) if has_previous else None,
    )


def _beyond(order: Sequence[str], values: tuple[Any, ...]) -> Q:
    """Return the condition for rows after ``values``: (a > x) or (a = x and b > y) and so on.

    The first field is bounded on its own as well, which lets the database start in the middle of an index.
    """
    beyond, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        field, word = (name[1:], "lt") if name.startswith("-") else (name, "gt")
        beyond |= equal & Q(**{f"{field}__{word}": value})
        equal &= Q(**{field: value})
    first, word = (order[0][1:], "lte") if order[0].startswith("-") else (order[0], "gte")
    return Q(**{f"{first}__{word}": values[0]}) & beyond


def _flipped(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _values(row: Model, order: Sequence[str]) -> tuple[Any, ...]:
    return tuple(_value(row, name.lstrip("-")) for name in order)


def _value(row: Model, name: str) -> Any:
    found: Any = row
    for part in name.split("__"):
        found = getattr(found, part)
    return found.pk if isinstance(found, Model) else found


def _fingerprint(order: Sequence[str]) -> str:
    """Tie a cursor to its list's order, so that it cannot be used on another."""
    return hashlib.sha256(",".join(order).encode()).hexdigest()[:8]


def _write(cursor: _Cursor, order: Sequence[str]) -> str:
    content = [_fingerprint(order), int(cursor.backwards), [pack(value) for value in cursor.values]]
    return signing.dumps(content, salt=SALT, compress=True)


def _read(text: str, order: Sequence[str]) -> _Cursor:
    try:
        fingerprint, backwards, packed = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise BadCursor("The cursor is not one of ours.") from error
    if fingerprint != _fingerprint(order):
        raise BadCursor("The cursor belongs to another order.")
    return _Cursor(backwards=bool(backwards), values=tuple(unpack(value) for value in packed))
