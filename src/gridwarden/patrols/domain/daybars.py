"""A person's working time as a bar: where they were, piece by piece, in seconds of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gridwarden.algorithms.coverage import Clean

    Bools = NDArray[np.bool_]

Span = tuple[float, float]


def bars(
    fixes: Clean, inside: Bools, spans: Sequence[Span], sent: Sequence[Span] = ()
) -> list[tuple[float, float, str]]:
    """Return the working time as one piece after the other: ``in``, ``out``, ``sent`` or ``silent``."""
    cuts = np.unique(
        np.concatenate([fixes.at_s, (fixes.at_s[1:] + fixes.at_s[:-1]) / 2, np.ravel(spans), np.ravel(sent)])
    )
    found: list[tuple[float, float, str]] = []
    for begin, end in zip(cuts[:-1].tolist(), cuts[1:].tolist(), strict=True):
        middle = (begin + end) / 2
        if not any(first <= middle < last for first, last in spans):
            continue
        state = _state(middle, fixes, inside)
        if state == "out" and any(first <= middle < last for first, last in sent):
            state = "sent"
        if found and found[-1][1] == round(begin) and found[-1][2] == state:
            found[-1] = (found[-1][0], round(end), state)
        else:
            found.append((round(begin), round(end), state))
    return found


def _state(now: float, fixes: Clean, inside: Bools) -> str:
    after = int(np.searchsorted(fixes.at_s, now))
    if after == 0 or after == len(fixes.at_s) or not fixes.is_linked[after]:
        return "silent"
    nearer = after - 1 if now - fixes.at_s[after - 1] < fixes.at_s[after] - now else after
    return "in" if inside[nearer] else "out"
