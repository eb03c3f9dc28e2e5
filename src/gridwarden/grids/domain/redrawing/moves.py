"""The changes that a hand makes to a plan; what cannot be done at all is refused, what is unwise is judged later."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from gridwarden.platform.refusals import Invalid

if TYPE_CHECKING:
    from collections.abc import Collection

    from gridwarden.grids.domain.redrawing.draft import Draft

#: Digits of a basic grid's code that name its community.
_COMMUNITY = 12
_BY_COMMUNITY = re.compile(r"[0-9]{15}")


class EditRefused(Invalid):
    """The plan cannot be changed in this way."""

    code = "design_edit_refused"


class NoSuchPart(EditRefused):
    """The plan has no such block or grid."""

    code = "no_such_part_of_design"


class NotBeside(EditRefused):
    """The land does not touch the grid that it should join."""

    code = "not_beside"


class OneBlock(EditRefused):
    """A grid of a single block cannot be split."""

    code = "one_block"


def moved(draft: Draft, units: Collection[int], code: str) -> Draft:
    """Return the plan with some blocks in another grid; at least one of them touches it."""
    goal = _number(draft, code)
    wanted = sorted(set(units))
    if not wanted or wanted[0] < 0 or wanted[-1] >= draft.blocks.size:
        raise NoSuchPart("There is no such block.", blocks="unknown")
    going = [unit for unit in wanted if draft.part[unit] != goal]
    if going and not any(draft.part[other] == goal for unit in going for other in draft.blocks.beside[unit]):
        raise NotBeside("The block does not touch that grid.", to="not beside")
    part = draft.part.copy()
    part[going] = goal
    return draft.with_part(part)


def merged(draft: Draft, code: str, into: str) -> Draft:
    """Return the plan with one grid joined to a neighbour, whose code and class stay."""
    if code == into:
        raise NotBeside("A grid cannot be joined to itself.", into="the same")
    return moved(draft, draft.units(_number(draft, code)), into)


def split(draft: Draft, code: str) -> Draft:
    """Return the plan with a grid in two halves of about the same work; the second half gets a new code."""
    number = _number(draft, code)
    units = draft.units(number)
    if len(units) < 2:  # noqa: PLR2004 - two halves
        raise OneBlock("A grid of a single block cannot be split.", code="one block")
    part = draft.part.copy()
    part[_second_half(draft, units)] = len(draft.grids)
    header = replace(draft.grids[number], code=free_code(code, {grid.code for grid in draft.grids}))
    return draft.with_part(part, (*draft.grids, header))


def free_code(like: str, taken: Collection[str]) -> str:
    """Return the first free code of the same kind: the same community, or the same letters."""
    if _BY_COMMUNITY.fullmatch(like):
        start, width = like[:_COMMUNITY], len(like) - _COMMUNITY
    else:
        start = like.rstrip("0123456789")
        width = len(like) - len(start) or 1
    codes = (f"{start}{number:0{width}d}" for number in range(1, len(taken) + 2))
    return next(code for code in codes if code not in taken)


def _number(draft: Draft, code: str) -> int:
    number = draft.number(code)
    if number is None:
        raise NoSuchPart("There is no such grid in this design.", code="unknown")
    return number


def _second_half(draft: Draft, units: list[int]) -> list[int]:
    """Grow two halves from the two ends of a grid, the one with less work first, so that both stay in one piece."""
    centres = draft.blocks.centres[units]
    axis = np.linalg.svd(centres - centres.mean(axis=0), full_matrices=False)[2][0]
    along = (centres - centres.mean(axis=0)) @ axis
    place = dict(zip(units, along.tolist(), strict=True))
    free, halves = set(units), ([min(units, key=place.__getitem__)], [max(units, key=place.__getitem__)])
    done, work = [0.0, 0.0], draft.blocks.minutes
    fronts: tuple[set[int], set[int]] = (set(), set())
    for side in (0, 1):
        _take(draft, halves[side][0], free, fronts[side])
        done[side] = float(work[halves[side][0]])
    while free:
        ready = [side for side in (0, 1) if fronts[side] & free]
        if not ready:  # a grid in several pieces: what cannot be reached stays
            break
        side = min(ready, key=done.__getitem__)
        choose = min if side == 0 else max
        unit = choose(fronts[side] & free, key=lambda one: (place[one], one))
        halves[side].append(unit)
        done[side] += float(work[unit])
        _take(draft, unit, free, fronts[side])
    return halves[1]


def _take(draft: Draft, unit: int, free: set[int], front: set[int]) -> None:
    free.discard(unit)
    front.discard(unit)
    front.update(other for other in draft.blocks.beside[unit] if other in free)
