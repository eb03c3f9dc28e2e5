"""Codes that people know: a grid that is mostly one of today's keeps its code."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.grids.domain.redrawing.moves import free_code
from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from gridwarden.grids.domain.redrawing.draft import Draft
    from gridwarden.grids.domain.seamless import GridShape
    from gridwarden.grids.domain.wanted import Community

    Ints = NDArray[np.int64]


class NoCommunity(Invalid):
    """Grids cannot be numbered under communities."""

    code = "no_community"


#: A grid is a grid of today when at least this share of its land is.
_SAME = 0.5
#: The code of a unit grid.
_DIGITS = 15


def recoded(draft: Draft, todays: Sequence[GridShape], today: Ints, locked: Collection[str] = ()) -> Draft:
    """Return the plan with today's codes where a grid is mostly one of today's, and unused codes elsewhere.

    People, cases and contracts follow a code from plan to plan; a code that jumped would carry them along.
    Locked grids keep theirs.
    """
    if not todays:
        return draft
    shared = np.zeros((len(draft.grids), len(todays)))
    known = today >= 0
    np.add.at(shared, (draft.part[known], today[known]), draft.blocks.area_m2[known])
    codes = {number: grid.code for number, grid in enumerate(draft.grids) if grid.code in locked}
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


def in_communities(draft: Draft, communities: Sequence[Community]) -> Draft:
    """Return the plan with the 15 digits of unit grids: the community in which most of each lies, and a number.

    A code that names the right community already stays.
    """
    # Only whoever numbers grids pays for loading the designer.
    from gridwarden.grids.domain.design import numbering  # noqa: PLC0415

    shapes = np.array([draft.outline(number) for number in range(len(draft.grids))], dtype=object)
    found = numbering.communities_of(shapes, communities, "")
    if found is None:
        raise NoCommunity("A grid lies in no community, or a community has more than 999 grids.")
    codes = [grid.code for grid in draft.grids]
    kept = {number for number, code in enumerate(codes) if len(code) == _DIGITS and code.startswith(found[number])}
    new = [number for number in range(len(codes)) if number not in kept]
    given = numbering.by_community(shapes[new], [found[number] for number in new], {codes[number] for number in kept})
    for number, code in zip(new, given, strict=True):
        codes[number] = code
    return replace(draft, grids=tuple(replace(grid, code=codes[number]) for number, grid in enumerate(draft.grids)))
