"""Charts: figures said once, drawn by the script and written as a table for those who do not see the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.utils.functional import _StrPromise


class ChartKind(StrEnum):
    """How figures are drawn."""

    BAR = "bar"
    LINE = "line"
    STACKED = "stacked"
    DONUT = "donut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures of one name, one for each category; ``None`` where there is none.

    ``tone`` is ``red``, ``yellow``, ``green`` or ``none`` when the colour means a light; ``tones`` says it per part.
    """

    name: str | _StrPromise
    values: Sequence[int | float | None]
    tone: str = ""
    tones: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart. ``links`` leads from each category to what it counts."""

    name: str
    title: str | _StrPromise
    kind: ChartKind
    categories: Sequence[str | _StrPromise]
    series: Sequence[Series]
    links: Sequence[str] = ()
    unit: str | _StrPromise = ""
    horizontal: bool = False
    top: float | None = None
    #: What stands in the middle of a ring that has no parts.
    empty: str | _StrPromise = ""

    def __post_init__(self) -> None:
        """Refuse figures that do not fit the categories."""
        lengths = {len(series.values) for series in self.series} | ({len(self.links)} if self.links else set())
        if lengths - {len(self.categories)}:
            raise ValueError(f"Chart {self.name}: figures and categories differ in number.")

    def for_client(self) -> dict[str, Any]:
        """Return what the script reads from the page."""
        return {
            "kind": self.kind,
            "title": str(self.title),
            "categories": [str(category) for category in self.categories],
            "series": [
                {"name": str(one.name), "values": list(one.values), "tone": one.tone, "tones": list(one.tones)}
                for one in self.series
            ],
            "links": list(self.links),
            "unit": str(self.unit),
            "horizontal": self.horizontal,
            "top": self.top,
            "empty": str(self.empty),
        }

    def rows(self) -> Iterator[tuple[str | _StrPromise, str, list[int | float | None]]]:
        """Return (category, its link, its figures) for the table."""
        for number, category in enumerate(self.categories):
            link = self.links[number] if self.links else ""
            yield category, link, [one.values[number] for one in self.series]
