"""From cells visited to segments passed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.coverage.result import Passes, Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.algorithms.coverage.arrays import Floats, Ints
    from gridwarden.algorithms.coverage.params import Params
    from gridwarden.algorithms.coverage.streets import Streets
    from gridwarden.algorithms.coverage.visits import Offsets, Visits

#: Who stays away longer, whatever the track says of the time between, comes anew.
_LONGEST_S = 3_600.0
#: The errors of fixes closer in time than this are much the same, and count as one.
_ALIKE_S = 30.0
#: A side is told when the mean lies this many of its own errors from the middle, and no less than so many metres.
_ERRORS, _LEAST_M = 2.0, 3.0
#: Tells no side: not a number, and too few fixes.
_TWO = 2


def passes_of(streets: Streets, visits: Visits, offsets: Offsets, params: Params, track: int) -> Passes:
    """Return the passes of one track.

    A pass is all that somebody did on a segment until they had been elsewhere, and for a while. To walk up a dead end
    and back is one pass. It counts when the share of the cells asked for was visited.
    """
    order = np.lexsort((visits.at_s, streets.cell_segment[visits.cell]))
    rank = np.empty(len(order), dtype=np.int64)
    rank[np.argsort(visits.at_s, kind="stable")] = np.arange(len(order))
    cell, at_s, rank = visits.cell[order], visits.at_s[order], rank[order]
    segment = streets.cell_segment[cell]
    run = _runs(segment, at_s, rank, params)
    pairs = np.unique(np.column_stack([run, cell]), axis=0) if len(run) else np.empty((0, 2), dtype=np.int64)
    seen = np.bincount(pairs[:, 0])
    begin = np.flatnonzero(np.diff(run, prepend=-1))
    owner = segment[begin]
    share = seen / streets.cells[owner] if len(owner) else np.empty(0)
    good = share >= params.share - 1e-9
    begun = at_s[begin][good]
    ended = np.maximum.reduceat(at_s, begin)[good] if len(begin) else np.empty(0)
    side, left_m = _sides(owner[good], begun, ended, offsets, params.noise_m)
    return Passes(owner[good], np.full(len(begun), track), begun, ended, share[good], side, left_m)


def joined(parts: Sequence[Passes]) -> Passes:
    """Return the passes of several tracks as one, by segment and time."""
    names = ("segment", "track", "begun_s", "ended_s", "share", "side", "left_m")
    if not parts:
        none, nothing = np.empty(0, dtype=np.int64), np.empty(0)
        return Passes(none, none, nothing, nothing, nothing, none, nothing)
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in names}
    order = np.lexsort((columns["begun_s"], columns["segment"]))
    return Passes(**{name: column[order] for name, column in columns.items()})


def _runs(segment: Ints, at_s: Floats, rank: Ints, params: Params) -> Ints:
    """Return the number of the stay to which each visit belongs; visits come by segment and time."""
    if not len(segment):
        return np.empty(0, dtype=np.int64)
    pause = np.diff(at_s)
    elsewhere = np.diff(rank) - 1
    anew = (np.diff(segment) != 0) | (pause > _LONGEST_S)
    anew |= (pause > params.new_pass_s) & (elsewhere > params.away_cells)
    return np.concatenate([[0], np.cumsum(anew)]).astype(np.int64)


def _sides(segment: Ints, begun: Floats, ended: Floats, offsets: Offsets, noise_m: float) -> tuple[Ints, Floats]:
    """Return the side of each pass, and the mean distance to the left."""
    count, total = np.zeros(len(segment)), np.zeros(len(segment))
    order = np.lexsort((offsets.at_s, offsets.segment))
    place, at_s, left = offsets.segment[order], offsets.at_s[order], offsets.left_m[order]
    for number in range(len(segment)):
        low, high = np.searchsorted(place, (segment[number], segment[number] + 1))
        first = low + np.searchsorted(at_s[low:high], begun[number] - _ALIKE_S / 3)
        last = low + np.searchsorted(at_s[low:high], ended[number] + _ALIKE_S / 3, side="right")
        count[number], total[number] = last - first, left[first:last].sum()
    mean = np.divide(total, count, out=np.full(len(segment), np.nan), where=count > 0)
    apart = np.minimum(count, 1 + (ended - begun) / _ALIKE_S)
    error = noise_m / np.sqrt(np.maximum(apart, 1))
    told = (count >= _TWO) & (np.abs(mean) >= np.maximum(_ERRORS * error, _LEAST_M))
    side = np.where(told, np.where(mean > 0, Side.LEFT, Side.RIGHT), Side.UNKNOWN)
    return side.astype(np.int64), mean
