"""Partition of a plane's units into contiguous parts of limited diameter: fewest, or a given number, balanced."""

from gridwarden.algorithms.partition.core import CannotLieTogether
from gridwarden.algorithms.partition.counting import UnitTooWide, WrongCount
from gridwarden.algorithms.partition.params import BadParams, Params, Weights
from gridwarden.algorithms.partition.planner import CapNotReached
from gridwarden.algorithms.partition.problem import BadProblem, Problem
from gridwarden.algorithms.partition.result import Progress, Result
from gridwarden.algorithms.partition.solve import ready, solve

__all__ = [
    "BadParams",
    "BadProblem",
    "CannotLieTogether",
    "CapNotReached",
    "Params",
    "Problem",
    "Progress",
    "Result",
    "UnitTooWide",
    "Weights",
    "WrongCount",
    "ready",
    "solve",
]
