"""Places by name, and who knows some.

Roads, crossings, zones and named land come from the territory itself. Contexts above bring theirs by registering a
source: the territory does not know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gridwarden.algorithms.address import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceDraft:
    """A place as its source tells it; see ``algorithms.address.Entry`` for the parts."""

    source_key: str
    kind: Kind
    lon: float
    lat: float
    name: str = ""
    road: str = ""
    cross_road: str = ""
    number: int = 0
    area: str = ""


_SOURCES: dict[str, Callable[[int, datetime], list[PlaceDraft]]] = {}


def register(name: str, source: Callable[[int, datetime], list[PlaceDraft]]) -> None:
    """Have ``source`` asked whenever places are gathered; a name once taken keeps its newest source.

    It takes a district's id and the moment, and returns the district's places.
    """
    _SOURCES[name] = source


def sources() -> dict[str, Callable[[int, datetime], list[PlaceDraft]]]:
    """Return every source by name."""
    return dict(_SOURCES)
