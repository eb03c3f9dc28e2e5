"""What a contract says, and what of it contradicts itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.contracts.domain.errors import BadContract

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.algorithms.worktime import Limit

#: What is longer is a mistyped year.
LONGEST = timedelta(days=50 * 366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What a contract covers: a line of the menu or one condition, with its own limit."""

    item: int
    condition: int | None = None
    limit: Limit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a contract says."""

    number: str
    name: str
    unit_id: int
    starts_on: date
    #: The last day.
    ends_on: date
    covers: tuple[Cover, ...]
    #: Codes of grids; none for the whole district.
    grids: tuple[str, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""


def check(terms: Terms) -> None:
    """Refuse terms that bind nobody on any day, or for longer than anybody signs."""
    if terms.ends_on < terms.starts_on:
        raise BadContract("The last day lies before the first.", ends_on="before the first day")
    if terms.ends_on - terms.starts_on > LONGEST:
        raise BadContract("No contract runs for so long.", ends_on="too far off")
    if not terms.covers:
        raise BadContract("A contract covers something.", covers="missing")
