"""Land and its lines: blocks cut by roads and water, joined and split to units that share their borders exactly."""

from gridwarden.algorithms.roadnet.cells import cells, extensions, width_m
from gridwarden.algorithms.roadnet.graph import Stretches, betweenness, stretches
from gridwarden.algorithms.roadnet.merging import BadSliver, Sliver, merge
from gridwarden.algorithms.roadnet.mesh import NO_LINE, OUTSIDE, Mesh, NoLandError, build
from gridwarden.algorithms.roadnet.units import Neighbours, Units, together

__all__ = [
    "NO_LINE",
    "OUTSIDE",
    "BadSliver",
    "Mesh",
    "Neighbours",
    "NoLandError",
    "Sliver",
    "Stretches",
    "Units",
    "betweenness",
    "build",
    "cells",
    "extensions",
    "merge",
    "stretches",
    "together",
    "width_m",
]
