"""What is wrong with a plan as it lies there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.grids.domain.redrawing.draft import Draft

#: A grid with more than this, as a share of the mean of its class, has too much to do.
MOST_LOAD = 1.10


class FlawKind(StrEnum):
    """A rule that a plan can break; the last one is a warning, the others stand against its publication."""

    PIECES = "pieces"
    MIXED = "mixed"
    TOO_WIDE = "too_wide"
    LOAD = "load"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flaw:
    """A rule broken by a grid: how much there is, and how much may be."""

    kind: FlawKind
    code: str
    value: float
    limit: float

    @property
    def is_grave(self) -> bool:
        """Whether the plan cannot be published with it."""
        return self.kind is not FlawKind.LOAD


def flaws_of(draft: Draft) -> list[Flaw]:
    """Return what is wrong, the gravest first."""
    return [*_pieces(draft), *_mixed(draft), *_wide(draft), *_loaded(draft)]


def pieces_of(draft: Draft, number: int) -> list[list[int]]:
    """Return the connected pieces of a grid, the one with most land first."""
    left, found = set(draft.units(number)), []
    while left:
        front = [left.pop()]
        piece = list(front)
        while front:
            near = [other for other in draft.blocks.beside[front.pop()] if other in left]
            left.difference_update(near)
            piece += near
            front += near
        found.append(piece)
    return sorted(found, key=lambda piece: -float(draft.blocks.area_m2[piece].sum()))


def _pieces(draft: Draft) -> Iterator[Flaw]:
    for number, grid in enumerate(draft.grids):
        count = len(pieces_of(draft, number))
        if count > 1:
            yield Flaw(kind=FlawKind.PIECES, code=grid.code, value=count, limit=1)


def _mixed(draft: Draft) -> Iterator[Flaw]:
    for number, grid in enumerate(draft.grids):
        strange = [unit for unit in draft.units(number) if grid.grid_class not in draft.blocks.allowed[unit]]
        if strange:
            yield Flaw(kind=FlawKind.MIXED, code=grid.code, value=len(strange), limit=0)


def _wide(draft: Draft) -> Iterator[Flaw]:
    for grid, metres in zip(draft.grids, draft.diameter_m.tolist(), strict=True):
        if metres > grid.limit_m:
            yield Flaw(kind=FlawKind.TOO_WIDE, code=grid.code, value=metres, limit=grid.limit_m)


def _loaded(draft: Draft) -> Iterator[Flaw]:
    classes = np.array([grid.grid_class.value for grid in draft.grids])
    for number, grid in enumerate(draft.grids):
        mean = float(draft.minutes[classes == grid.grid_class].mean())
        share = float(draft.minutes[number]) / mean if mean else 1.0
        if share > MOST_LOAD:
            yield Flaw(kind=FlawKind.LOAD, code=grid.code, value=share, limit=MOST_LOAD)
