"""Change a design by hand: move blocks, split and join grids, take the last change back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction

from gridwarden.grids.actions.design_store import figures_on, store_figures, store_grids
from gridwarden.grids.actions.designs import DesignNotReady, locked
from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.kinds import GridClass, PatrolMode
from gridwarden.grids.domain.redrawing import moves
from gridwarden.grids.domain.redrawing.draft import Header
from gridwarden.grids.domain.redrawing.verdicts import flaws_of
from gridwarden.grids.models import DesignBlock, DesignEdit
from gridwarden.grids.queries import designs
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from gridwarden.grids.domain.redrawing.draft import Draft
    from gridwarden.grids.domain.redrawing.figures import PlanFigures
    from gridwarden.grids.domain.redrawing.verdicts import Flaw
    from gridwarden.grids.models import PlanDesign
    from gridwarden.platform.access import Actor


class DesignMovedOn(Conflict):
    """Somebody else changed the design meanwhile."""

    code = "design_moved_on"


class NothingToUndo(Conflict):
    """No change is left to take back."""

    code = "nothing_to_undo"


@dataclass(frozen=True)
class Edited:
    """A plan after a change, or as it would be: its figures, its flaws, and the blocks that changed their grid."""

    revision: int
    figures: PlanFigures
    flaws: list[Flaw]
    blocks: dict[int, str]
    can_undo: bool = False


def move(
    *,
    by: Actor,
    at: datetime,
    design_id: int,
    blocks: Collection[int],
    to: str,
    revision: int | None = None,
    is_trial: bool = False,
) -> Edited:
    """Move blocks to a grid that they touch; a trial says what would come of it and changes nothing."""

    def change(draft: Draft) -> Draft:
        return moves.moved(draft, blocks, to)

    return _edit(by, at, design_id, "move", change, revision, is_trial=is_trial)


def split(*, by: Actor, at: datetime, design_id: int, code: str, revision: int | None = None) -> Edited:
    """Split a grid in two halves of about the same work."""
    return _edit(by, at, design_id, "split", lambda draft: moves.split(draft, code), revision)


def merge(*, by: Actor, at: datetime, design_id: int, code: str, into: str, revision: int | None = None) -> Edited:
    """Join a grid to its neighbour, whose code stays."""
    return _edit(by, at, design_id, "merge", lambda draft: moves.merged(draft, code, into), revision)


def judged(*, by: Actor, at: datetime, design_id: int) -> Edited:
    """Return the figures and flaws of a design as it is."""
    plan = designs.visible_draft(by, design_id)
    design = designs.visible_to(by).get(pk=design_id)
    return Edited(design.revision, figures_on(design, plan, at), flaws_of(plan), {}, design.edits.exists())


@transaction.atomic
def undo(*, by: Actor, at: datetime, design_id: int) -> Edited:
    """Take the last change back."""
    design = _editable(by, design_id, None)
    last = design.edits.order_by("-revision").first()
    if last is None:
        raise NothingToUndo("No change is left to take back.")
    headers = tuple(Header(code, GridClass(word), PatrolMode(mode)) for code, word, mode in last.grids)
    before = designs.draft(design)
    codes = [before.grids[number].code for number in before.part]
    for block, code in last.blocks.items():
        codes[int(block)] = code
    number = {header.code: position for position, header in enumerate(headers)}
    after = before.with_part(np.array([number[code] for code in codes], dtype=np.int64), headers)
    last.delete()
    return _store(by, at, design, before, after, "undo")


@transaction.atomic
def _edit(
    by: Actor,
    at: datetime,
    design_id: int,
    kind: str,
    change: Callable[[Draft], Draft],
    revision: int | None,
    *,
    is_trial: bool = False,
) -> Edited:
    design = _editable(by, design_id, revision)
    before = designs.draft(design)
    after = change(before)
    changed = _changed(before, after)
    if is_trial or not changed:
        return Edited(design.revision, figures_on(design, after, at), flaws_of(after), changed, design.edits.exists())
    DesignEdit.objects.create(
        design=design,
        revision=design.revision + 1,
        kind=kind,
        blocks={str(block): before.grids[before.part[block]].code for block in changed},
        grids=[[grid.code, grid.grid_class.value, grid.patrol_mode.value] for grid in before.grids],
        made_by_id=by.user_id,
        made_at=at,
    )
    return _store(by, at, design, before, after, kind)


def _editable(by: Actor, design_id: int, revision: int | None) -> PlanDesign:
    design = locked(by, design_id)
    if design.state != DesignState.DONE:
        raise DesignNotReady("Only a finished design that is not published can be changed.")
    if revision is not None and revision != design.revision:
        raise DesignMovedOn("Somebody else changed the design meanwhile.")
    return design


def _changed(before: Draft, after: Draft) -> dict[int, str]:
    """Return the new grid of every block that has another one now."""
    old = np.array([grid.code for grid in before.grids])[before.part]
    new = np.array([grid.code for grid in after.grids])[after.part]
    return {int(block): str(new[block]) for block in np.flatnonzero(old != new)}


def _store(by: Actor, at: datetime, design: PlanDesign, before: Draft, after: Draft, kind: str) -> Edited:
    changed = _changed(before, after)
    touched = {before.grids[before.part[block]].code for block in changed} | set(changed.values())
    for code in set(changed.values()):
        mine = [block for block, to in changed.items() if to == code]
        DesignBlock.objects.filter(design=design, number__in=mine).update(grid_code=code)
    numbers = {number for number, grid in enumerate(after.grids) if grid.code in touched}
    store_grids(design, after, numbers)
    design.revision += 1
    design.save(update_fields=["revision"])
    figures = store_figures(design, after, at)
    record(
        "grids.design_edited",
        by=by,
        at=at,
        subject_type="design",
        subject_id=design.pk,
        district_id=design.district_id,
        kind=kind,
        blocks=len(changed),
        grids=sorted(touched),
    )
    return Edited(design.revision, figures, flaws_of(after), changed, design.edits.exists())
