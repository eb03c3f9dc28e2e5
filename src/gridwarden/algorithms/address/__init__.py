"""Addresses: search a gazetteer for what people type, in any order, with parts missing and characters mistaken."""

from gridwarden.algorithms.address.params import Params
from gridwarden.algorithms.address.problem import BadEntry, Entry, Kind, Part
from gridwarden.algorithms.address.result import Hit, Match
from gridwarden.algorithms.address.solve import Gazetteer
from gridwarden.algorithms.refusals import BadParams

__all__ = ["BadEntry", "BadParams", "Entry", "Gazetteer", "Hit", "Kind", "Match", "Params", "Part"]
