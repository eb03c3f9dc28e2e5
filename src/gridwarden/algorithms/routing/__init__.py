"""Routes over a road network: who walks which road, and closed loops that walk every road of a part."""

from gridwarden.algorithms.routing.duties import MOST_CROSSINGS, Duties, Ground, Limits, settled
from gridwarden.algorithms.routing.floor import least_again_m
from gridwarden.algorithms.routing.loops import BadNetwork, Loop, Network, loops

__all__ = [
    "MOST_CROSSINGS",
    "BadNetwork",
    "Duties",
    "Ground",
    "Limits",
    "Loop",
    "Network",
    "least_again_m",
    "loops",
    "settled",
]
