"""Tables: columns said once, for the page and for the file that is taken away."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from django.utils.functional import _StrPromise

    from gridwarden.platform.ui.paging import Page

Row = TypeVar("Row")


class Kind(StrEnum):
    """How a column is written."""

    TEXT = "text"
    CODE = "code"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    #: The value is ``green``, ``yellow``, ``red`` or empty.
    LIGHT = "light"
    BADGE = "badge"


#: A deadline's light in words; the same as ``ui/_light.html`` shows.
LIGHT_WORDS: dict[str, _StrPromise] = {
    "": _("No deadline"),
    "green": _("In time"),
    "yellow": _("Due soon"),
    "red": _("Overdue"),
}


@dataclass(frozen=True, kw_only=True)
class Column(Generic[Row]):
    """One column. ``value`` gives what both page and file show; ``href`` makes a link of it on the page.

    ``sort`` is the word that the list's address uses to order by this column. ``tone`` colours a badge
    (``info``, ``good``, ``warn``, ``bad`` or empty). ``narrow=False`` leaves the column out on phones.
    """

    label: str | _StrPromise
    value: Callable[[Row], Any]
    kind: Kind = Kind.TEXT
    href: Callable[[Row], str] | None = None
    tone: Callable[[Row], str] | None = None
    sort: str = ""
    narrow: bool = True
    on_page: bool = True
    in_file: bool = True

    def told(self, row: Row) -> Any:
        """Return what a file tells of ``row``: the value, or words where the page shows a light."""
        value = self.value(row)
        return LIGHT_WORDS[value] if self.kind is Kind.LIGHT else value


@dataclass(frozen=True, slots=True)
class Cell:
    """A column's value in one row, ready to be drawn."""

    label: str | _StrPromise
    value: Any
    kind: Kind
    href: str
    tone: str
    narrow: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A row ready to be drawn."""

    key: str
    cells: tuple[Cell, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head, with the address that sorts by it and how it is sorted now."""

    label: str | _StrPromise
    kind: Kind
    narrow: bool
    href: str = ""
    sorted: str = ""


@dataclass(frozen=True, kw_only=True)
class Table(Generic[Row]):
    """Columns and rows of a list page, drawn by ``{% table %}``.

    ``key`` gives each row its value in the selection boxes; without it there are none. ``params`` is the list's
    present query string, which sorting and paging keep.
    """

    columns: Sequence[Column[Row]]
    rows: Sequence[Row]
    caption: str | _StrPromise
    key: Callable[[Row], str | int] | None = None
    row_href: Callable[[Row], str] | None = None
    params: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    page: Page[Any] | None = None

    @property
    def is_selectable(self) -> bool:
        """Whether rows have boxes (a template would call ``key`` itself)."""
        return self.key is not None

    def heads(self) -> Iterator[Head]:
        """Return the heads of the columns that the page shows."""
        order = str(self.params.get("sort", ""))
        for column in self._shown():
            if not column.sort:
                yield Head(column.label, column.kind, column.narrow)
                continue
            direction = {column.sort: "ascending", f"-{column.sort}": "descending"}.get(order, "")
            wanted = f"-{column.sort}" if direction == "ascending" else column.sort
            yield Head(column.label, column.kind, column.narrow, self.address(sort=wanted), direction)

    def lines(self) -> Iterator[Line]:
        """Return the rows as they are drawn."""
        for row in self.rows:
            cells = tuple(_cell(column, row) for column in self._shown())
            yield Line(str(self.key(row)) if self.key else "", cells, self.row_href(row) if self.row_href else "")

    def address(self, **changes: str | None) -> str:
        """Return the list's address with some parameters changed; paging starts anew unless it is what changes."""
        kept = {name: value for name, value in self.params.items() if name not in {"cursor", "export", *changes}}
        return "?" + urlencode({**kept, **{name: value for name, value in changes.items() if value}}, doseq=True)

    def next_address(self) -> str:
        """Return the address of the following page, empty at the end."""
        return self.address(cursor=self.page.next) if self.page and self.page.next else ""

    def previous_address(self) -> str:
        """Return the address of the page before, empty at the beginning."""
        return self.address(cursor=self.page.previous) if self.page and self.page.previous else ""

    def export_addresses(self) -> tuple[tuple[str, str], ...]:
        """Return the kinds of file that the list can be taken away as, with their addresses."""
        return tuple((kind, self.address(export=kind)) for kind in ("xlsx", "csv"))

    def _shown(self) -> list[Column[Row]]:
        return [column for column in self.columns if column.on_page]


def _cell(column: Column[Row], row: Row) -> Cell:
    href = column.href(row) if column.href else ""
    return Cell(
        column.label, column.value(row), column.kind, href, column.tone(row) if column.tone else "", column.narrow
    )
