"""Figures of a day: how far the plan was kept, who was at their post, who arrived when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.algorithms.coverage.arrays import Bools, Floats, Ints
    from gridwarden.algorithms.coverage.cleaning import Clean
    from gridwarden.algorithms.coverage.params import Params

Span = tuple[float, float]


class BadSpan(Invalid):
    """A time that ends before it begins, or overlaps another."""

    code = "bad_span"


class Refused(StrEnum):
    """Why there is no rate."""

    #: Nobody's fixes are there.
    NO_FIXES = "no_fixes"
    #: Half of the fixes lie too far from the one before.
    SPARSE = "sparse"
    #: No pass is asked for, nobody was to be there.
    NOTHING_ASKED = "nothing_asked"


class Arrival(StrEnum):
    """Whether somebody came in time."""

    IN_TIME = "in_time"
    LATE = "late"
    #: There was no signal when it mattered.
    UNKNOWN = "unknown"
    #: Sent elsewhere when it mattered.
    SENT = "sent"


@dataclass(frozen=True, slots=True)
class Kept:
    """How far a plan of passes was kept.

    Parameters
    ----------
    rate
        Length of the roads times the share of the passes asked for that were made, over length; ``None`` when refused.
    once
        Share of the length that was passed at least once; ``None`` when refused.
    refused
        Why there is no rate.
    """

    rate: float | None
    once: float | None
    refused: Refused | None = None


@dataclass(frozen=True, slots=True)
class Presence:
    """Seconds of a shift: in the grid, out of it, without signal, out of it because sent; together the whole shift."""

    in_s: float
    out_s: float
    silent_s: float
    sent_s: float = 0.0

    @property
    def whole_s(self) -> float:
        """Return how long somebody was to be there."""
        return self.in_s + self.out_s + self.silent_s + self.sent_s


def kept(length_m: Floats, passes: Ints, required: Ints, *, fixes: int, median_gap_m: float, sparse_m: float) -> Kept:
    """Return the coverage of roads, or why there is none.

    Parameters
    ----------
    length_m, passes, required
        Of each segment; what requires no pass does not count.
    fixes, median_gap_m
        What it would rest on.
    sparse_m
        A wider median gap tells nothing of the roads between.
    """
    asked = required > 0
    if not asked.any() or length_m[asked].sum() <= 0:
        return Kept(None, None, Refused.NOTHING_ASKED)
    if fixes <= 0:
        return Kept(None, None, Refused.NO_FIXES)
    if median_gap_m > sparse_m:
        return Kept(None, None, Refused.SPARSE)
    metres, made = length_m[asked], passes[asked] / required[asked]
    rate = float((metres * np.minimum(1.0, made)).sum() / metres.sum())
    once = float(metres[passes[asked] > 0].sum() / metres.sum())
    return Kept(min(rate, 1.0), min(once, 1.0))


def without(shifts: Sequence[Span], excused: Sequence[Span]) -> list[Span]:
    """Return the parts of the shifts that are not excused, oldest first; shifts that overlap are one."""
    left = _union(shifts)
    for begin, end in _union(excused):
        cut = [[(a, min(b, begin)), (max(a, end), b)] for a, b in left]
        left = [(a, b) for pair in cut for a, b in pair if a < b]
    return left


def presence(fixes: Clean, is_inside: Bools, spans: Sequence[Span], sent: Sequence[Span] = ()) -> Presence:
    """Return how the seconds of ``spans`` were spent.

    Between two linked fixes one was where both were; where they differ, half of the time each. Being out of the grid
    while ``sent`` elsewhere is told apart. The rest is silence, which is never called absence.
    """
    linked = np.flatnonzero(fixes.is_linked)
    begin, end = fixes.at_s[linked - 1], fixes.at_s[linked]
    middle = (begin + end) / 2
    starts = np.concatenate([begin, middle])
    stops = np.concatenate([middle, end])
    inside = np.concatenate([is_inside[linked - 1], is_inside[linked]])
    whole = sum(last - first for first, last in _union(spans))
    in_s = _spent(starts[inside], stops[inside], spans)
    away_s = _spent(starts[~inside], stops[~inside], spans)
    # Sent or not, nobody is excused beyond the working time.
    out_s = _spent(starts[~inside], stops[~inside], without(spans, sent)) if sent else away_s
    return Presence(in_s, out_s, max(0.0, whole - in_s - away_s), max(0.0, away_s - out_s))


def _spent(starts: Floats, stops: Floats, spans: Sequence[Span]) -> float:
    """Return how many seconds of the pieces lie in ``spans``."""
    return sum(
        float(np.maximum(0.0, np.minimum(stops, last) - np.maximum(starts, first)).sum())
        for first, last in _union(spans)
    )


def arrival(
    fixes: Clean, is_inside: Bools, shift: Span, params: Params, sent: Sequence[Span] = ()
) -> tuple[Arrival, float | None]:
    """Return whether somebody came in time, and how many seconds after the shift began they were first seen there.

    Who was ``sent`` elsewhere when the time was up is not late.
    """
    begin, end = shift
    during = (fixes.at_s >= begin) & (fixes.at_s <= end)
    there = np.flatnonzero(during & is_inside)
    came = float(fixes.at_s[there[0]] - begin) if len(there) else None
    if came is not None and came <= params.late_s:
        return Arrival.IN_TIME, came
    if any(first <= begin + params.late_s < last for first, last in sent):
        return Arrival.SENT, came
    until = end if came is None else begin + came
    outside = fixes.at_s[during & ~is_inside & (fixes.at_s < until)]
    # Only who was seen elsewhere when the time was up is late; silence says nothing.
    seen = len(outside) > 0 and outside[-1] - begin >= params.late_s - params.link_s
    return (Arrival.LATE if seen else Arrival.UNKNOWN), came


def _union(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for begin, end in sorted(spans):
        if end < begin:
            raise BadSpan("A time ends after it begins.", spans="ends before it begins")
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return [(begin, end) for begin, end in found if end > begin]
