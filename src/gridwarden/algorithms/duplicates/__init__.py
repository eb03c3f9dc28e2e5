"""Duplicates: which known matters may be the one that is being told again."""

from gridwarden.algorithms.duplicates.params import Params
from gridwarden.algorithms.duplicates.problem import BadMatter, Matter
from gridwarden.algorithms.duplicates.result import Candidate
from gridwarden.algorithms.duplicates.solve import Register, compare
from gridwarden.algorithms.refusals import BadParams

__all__ = ["BadMatter", "BadParams", "Candidate", "Matter", "Params", "Register", "compare"]
