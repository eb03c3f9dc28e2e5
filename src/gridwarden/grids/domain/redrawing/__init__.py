"""A drafted plan in people's hands: blocks moved between grids, grids split and joined, each change judged at once."""

from gridwarden.grids.domain.redrawing.blocks import Blocks
from gridwarden.grids.domain.redrawing.draft import Draft, Header
from gridwarden.grids.domain.redrawing.figures import ClassFigures, PlanFigures, figures_of
from gridwarden.grids.domain.redrawing.moves import EditRefused, merged, moved, split
from gridwarden.grids.domain.redrawing.verdicts import Flaw, FlawKind, flaws_of

__all__ = [
    "Blocks",
    "ClassFigures",
    "Draft",
    "EditRefused",
    "Flaw",
    "FlawKind",
    "Header",
    "PlanFigures",
    "figures_of",
    "flaws_of",
    "merged",
    "moved",
    "split",
]
