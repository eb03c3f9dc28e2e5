"""Spans of days as bars on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from gridwarden.workforce.queries.profile import PostingRow

#: The chart reaches back this far at most, and a little beyond today.
BACK = timedelta(days=730)
AHEAD = timedelta(days=60)
#: Width of the drawing in its own units.
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """A posting with the place of its bar."""

    posting: PostingRow
    left: int
    width: int
    holds: bool


@dataclass(frozen=True, slots=True)
class Spans:
    """Bars with the mark of today."""

    bars: tuple[Bar, ...]
    today: int
    start: date
    end: date


def spans(postings: Sequence[PostingRow], today: date) -> Spans:
    """Return a bar for each posting, on the scale of all of them."""
    start = max(min((one.valid_from for one in postings), default=today), today - BACK)
    end = max([today + AHEAD, *(one.valid_to for one in postings if one.valid_to)])
    days = max(1, (end - start).days)

    def place(day: date) -> int:
        return round(WIDTH * min(max((day - start).days, 0), days) / days)

    bars = tuple(
        Bar(
            one,
            left := place(one.valid_from),
            max(6, place(one.valid_to or end) - left),
            one.holds(today),
        )
        for one in postings
    )
    return Spans(bars, place(today), start, end)
