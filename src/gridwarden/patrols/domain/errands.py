"""Where carriers of devices were sent beyond their grids; contexts above that send people say so here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple


class Errand(NamedTuple):
    """A person, or all of a unit, is to be where a case is."""

    number: str
    grid_id: int | None
    user_id: int | None = None
    unit_id: int | None = None


Source = Callable[[int, datetime], Iterable[Errand]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Have ``source(district_id, at)`` asked for errands; the same name again replaces."""
    _sources[name] = source


def errands(district_id: int, at: datetime) -> list[Errand]:
    """Return who is sent where at ``at``."""
    return [errand for source in _sources.values() for errand in source(district_id, at)]
