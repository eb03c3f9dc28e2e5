"""Machine code made, or read from where it is kept, before the clock of a search begins to run.

The first search of an installation compiles, which takes longer than many a search may; a small problem that goes
every way is divided first, so that this search gives the same plan as the next.
"""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.algorithms.partition.params import Params
from gridwarden.algorithms.partition.problem import Problem
from gridwarden.algorithms.partition.result import Progress

if TYPE_CHECKING:
    from collections.abc import Callable

#: Squares in a row of the small problem, their side and the caps of its two kinds, in metres.
_ROW, _SIDE_M, _CAPS_M = 12, 100.0, (450.0, 600.0)
#: Long enough to compile everything.
_LIMIT_S = 100.0

_lock = Lock()
_warmed: list[bool] = []


def warm(search: Callable[[Problem, Params], object], tell: Callable[[Progress], None] | None) -> None:
    """Let ``search`` divide a small problem, once in a process; ``tell`` hears of it as phase ``compile``."""
    with _lock:
        if _warmed:
            return
        if tell is not None:
            tell(Progress("compile", 0.0, 0, 0, 1.0, 0.0))
        for counts in ((), (9, 9)):
            search(_small(), Params(time_limit_s=_LIMIT_S, counts=counts))
        _warmed.append(True)


def _small() -> Problem:
    """Return a town of two kinds in two bands with everything that can be asked for."""
    east, north = (one.ravel() for one in np.meshgrid(np.arange(_ROW), np.arange(_ROW // 2)))
    number = np.arange(len(east)).reshape(-1, _ROW)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    along = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    edges = np.concatenate([across, along])
    corner = np.column_stack([east, north]).astype(np.float64)
    kind = (east >= _ROW // 2).astype(np.int8)
    return Problem(
        area_m2=np.full(len(east), _SIDE_M**2),
        load=np.ones(len(east)),
        kind=kind,
        centre=(corner + 0.5) * _SIDE_M,
        hull=((corner[:, None, :] + np.array([[0, 0], [1, 0], [1, 1], [0, 1]])) * _SIDE_M).reshape(-1, 2),
        hull_start=np.arange(len(east) + 1) * 4,
        edges=edges,
        border_m=np.full(len(edges), _SIDE_M),
        drawn_m=np.zeros(len(edges)),
        cut_m=np.zeros(len(edges)),
        cap_m=np.array(_CAPS_M),
        apart=np.array([[0, 1]]),
        also=np.where(np.abs(east - _ROW // 2) < 2, 3, 0).astype(np.int64),  # noqa: PLR2004 - two columns
        block=np.where(kind == 0, 0, -1).astype(np.int64),
    )
