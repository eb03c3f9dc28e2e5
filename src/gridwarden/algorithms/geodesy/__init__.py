"""Coordinates of China: systems at the edges, the plane to measure in, and how far a shape reaches.

Everything inside the product is CGCS2000 in degrees, longitude first. ``to_cgcs2000`` and
``from_cgcs2000`` convert at the edges only; metres come from the local Gauss-Krüger plane.
"""

from gridwarden.algorithms.geodesy.convert import from_cgcs2000, to_cgcs2000
from gridwarden.algorithms.geodesy.crs import Crs
from gridwarden.algorithms.geodesy.degrees import METRES_A_DEGREE
from gridwarden.algorithms.geodesy.diameter import Diameter, NotPlaneError, diameter_ends, diameter_m
from gridwarden.algorithms.geodesy.distance import distance_m
from gridwarden.algorithms.geodesy.plane import (
    CGCS2000_EPSG,
    OutsideZonesError,
    from_plane,
    gauss_kruger_epsg,
    to_degrees,
    to_metres,
    to_plane,
    transformer,
)

__all__ = [
    "CGCS2000_EPSG",
    "METRES_A_DEGREE",
    "Crs",
    "Diameter",
    "NotPlaneError",
    "OutsideZonesError",
    "diameter_ends",
    "diameter_m",
    "distance_m",
    "from_cgcs2000",
    "from_plane",
    "gauss_kruger_epsg",
    "to_cgcs2000",
    "to_degrees",
    "to_metres",
    "to_plane",
    "transformer",
]
