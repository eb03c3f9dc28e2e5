"""Tables of the territory."""

from gridwarden.grids.models.backdrop import Backdrop
from gridwarden.grids.models.design import DesignBlock, DesignEdit, DesignGrid, DesignRoad, PlanDesign
from gridwarden.grids.models.district import District, TerritoryVersion
from gridwarden.grids.models.grid import Grid
from gridwarden.grids.models.imports import Import, StagedFile
from gridwarden.grids.models.place import Gazetteer, Place
from gridwarden.grids.models.point import PointOfInterest
from gridwarden.grids.models.road import Road
from gridwarden.grids.models.zone import Zone

__all__ = [
    "Backdrop",
    "DesignBlock",
    "DesignEdit",
    "DesignGrid",
    "DesignRoad",
    "District",
    "Gazetteer",
    "Grid",
    "Import",
    "Place",
    "PlanDesign",
    "PointOfInterest",
    "Road",
    "StagedFile",
    "TerritoryVersion",
    "Zone",
]
