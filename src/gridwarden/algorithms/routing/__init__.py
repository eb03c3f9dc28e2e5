"""Routes over a road network: closed loops that walk every road of a part."""

from gridwarden.algorithms.routing.loops import BadNetwork, Loop, Network, loops

__all__ = ["BadNetwork", "Loop", "Network", "loops"]
