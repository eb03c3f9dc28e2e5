"""Partition of a plane's units into contiguous parts of limited diameter: fewest, or a given number, balanced."""

from gridwarden.algorithms.partition.params import BadParams, Params, Weights
from gridwarden.algorithms.partition.problem import BadProblem, Problem
from gridwarden.algorithms.partition.result import Progress, Result

__all__ = ["BadParams", "BadProblem", "Params", "Problem", "Progress", "Result", "Weights"]
