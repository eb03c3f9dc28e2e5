"""Design of grids: roads graded, land cut into units, units gathered into grids; no framework, no database."""

from gridwarden.grids.domain.design.outcome import Step
from gridwarden.grids.domain.design.params import BadDesignParams, DesignParams
from gridwarden.grids.domain.design.plan import Design, GridPlan, RoadPlan
from gridwarden.grids.domain.design.refusals import DesignRefused
from gridwarden.grids.domain.design.solving import design
from gridwarden.grids.domain.design.town import Barrier, Town, TownRoad, TownZone
from gridwarden.grids.domain.design.wishes import TodayGrid, Wishes

__all__ = [
    "BadDesignParams",
    "Barrier",
    "Design",
    "DesignParams",
    "DesignRefused",
    "GridPlan",
    "RoadPlan",
    "Step",
    "TodayGrid",
    "Town",
    "TownRoad",
    "TownZone",
    "Wishes",
    "design",
]
