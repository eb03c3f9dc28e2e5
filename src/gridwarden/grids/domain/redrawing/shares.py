"""What each grid contributes to the figures of its plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gridwarden.grids.domain.redrawing.draft import Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class GridShare:
    """Figures of one grid; a border and a road cut count for both grids that they part.

    ``changed_share`` is the land that lies in a grid of another code today, ``None`` without a plan of today.
    """

    compactness: float
    border_on_lines: float
    road_cuts: int
    changed_share: float | None


def shares_of(draft: Draft, today: Sequence[str] | None = None) -> list[GridShare]:
    """Return the figures of each grid; ``today`` is the code of today's grid of each block, empty for none."""
    blocks, between, count = draft.blocks, draft.is_between, len(draft.grids)
    outline = np.bincount(draft.part, blocks.outline_m, count)
    outline -= 2 * np.bincount(draft.part[blocks.pairs[~between, 0]], blocks.border_m[~between], count)
    border, drawn, cuts = np.zeros(count), np.zeros(count), np.zeros(count)
    for side in (0, 1):
        grid = draft.part[blocks.pairs[between, side]]
        np.add.at(border, grid, blocks.border_m[between])
        np.add.at(drawn, grid, blocks.drawn_m[between])
        np.add.at(cuts, grid, blocks.crossings[between])
    changed = None if today is None else _changed(draft, today)
    return [
        GridShare(
            compactness=float(4 * np.pi * draft.area_m2[number] / outline[number] ** 2),
            border_on_lines=float(drawn[number] / border[number]) if border[number] else 1.0,
            road_cuts=round(float(cuts[number])),
            changed_share=None if changed is None else changed[number],
        )
        for number in range(count)
    ]


def _changed(draft: Draft, today: Sequence[str]) -> list[float]:
    codes = np.array([grid.code for grid in draft.grids])
    other = codes[draft.part] != np.array(today)
    changed = np.bincount(draft.part, draft.blocks.area_m2 * other, len(codes)) / draft.area_m2
    return [float(share) for share in changed]
