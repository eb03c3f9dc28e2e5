"""Spans of days: from a first day up to, not including, an end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from datetime import date


class EndBeforeStart(Invalid):
    """A span must hold for at least a day."""

    code = "end_before_start"


def check_span(valid_from: date, valid_to: date | None) -> None:
    """Refuse a span that ends on or before its first day; ``None`` is an open end."""
    if valid_to is not None and valid_to <= valid_from:
        raise EndBeforeStart("The end must lie after the first day.", valid_to="not after the first day")


def overlap(first: tuple[date, date | None], second: tuple[date, date | None]) -> tuple[date, date | None] | None:
    """Return the days that both spans hold, or ``None`` when they share none."""
    start = max(first[0], second[0])
    ends = [end for end in (first[1], second[1]) if end is not None]
    end = min(ends, default=None)
    return None if end is not None and end <= start else (start, end)
