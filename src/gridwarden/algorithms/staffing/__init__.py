"""Staffing: how many people where, which neighbours together, and who works when.

``allocate`` spreads officers over places so that the busiest bears the least; ``pair`` joins neighbours for duty;
``solve.solve`` makes a roster of shifts, optimal or with the gap to the optimum, and changes one as little as
possible. It is not loaded with the package: OR-Tools takes half a second, which only those who solve should pay.
"""

from gridwarden.algorithms.staffing.allocation import Allocation, BadAllocation, allocate
from gridwarden.algorithms.staffing.check import faults
from gridwarden.algorithms.staffing.pairing import BadNeighbours, Pairing, Place, pair
from gridwarden.algorithms.staffing.params import BadParams, Params
from gridwarden.algorithms.staffing.problem import BadProblem, Cover, Person, Previous, Problem, Rules, Shift
from gridwarden.algorithms.staffing.result import (
    Assignment,
    Change,
    Idle,
    Measure,
    Result,
    Share,
    Shortage,
    Status,
)

__all__ = [
    "Allocation",
    "Assignment",
    "BadAllocation",
    "BadNeighbours",
    "BadParams",
    "BadProblem",
    "Change",
    "Cover",
    "Idle",
    "Measure",
    "Pairing",
    "Params",
    "Person",
    "Place",
    "Previous",
    "Problem",
    "Result",
    "Rules",
    "Share",
    "Shift",
    "Shortage",
    "Status",
    "allocate",
    "faults",
    "pair",
]
