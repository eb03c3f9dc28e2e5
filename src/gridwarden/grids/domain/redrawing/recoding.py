"""Codes that people know: a grid that is mostly one of today's keeps its code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.grids.domain.redrawing.moves import free_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from gridwarden.grids.domain.redrawing.draft import Draft
    from gridwarden.grids.domain.seamless import GridShape

    Ints = NDArray[np.int64]

#: A grid is a grid of today when at least this share of its land is.
_SAME = 0.5


def recoded(draft: Draft, todays: Sequence[GridShape], today: Ints) -> Draft:
    """Return the plan with today's codes where a grid is mostly one of today's, and unused codes elsewhere.

    People, cases and contracts follow a code from plan to plan; a code that jumped would carry them along.
    """
    if not todays:
        return draft
    shared = np.zeros((len(draft.grids), len(todays)))
    known = today >= 0
    np.add.at(shared, (draft.part[known], today[known]), draft.blocks.area_m2[known])
    codes: dict[int, str] = {}
    for flat in np.argsort(-shared, axis=None, kind="stable").tolist():
        number, old = divmod(int(flat), len(todays))
        if shared[number, old] < _SAME * draft.area_m2[number] or todays[old].code in codes.values():
            continue
        if number not in codes and todays[old].grid_class == draft.grids[number].grid_class:
            codes[number] = todays[old].code
    taken = {grid.code for grid in todays} | set(codes.values())
    for number, grid in enumerate(draft.grids):
        if number not in codes:
            codes[number] = grid.code if grid.code not in taken else free_code(grid.code, taken)
            taken.add(codes[number])
    return replace(draft, grids=tuple(replace(grid, code=codes[number]) for number, grid in enumerate(draft.grids)))
