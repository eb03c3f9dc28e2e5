"""What counts as a fix, a way between two fixes, and a road that was passed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from math import isfinite

from gridwarden.algorithms.refusals import Invalid


class BadParams(Invalid):
    """A parameter is out of its range; ``fields`` names it."""

    code = "bad_params"


class Method(StrEnum):
    """How fixes are laid on roads."""

    #: The likeliest way through the streets (a hidden Markov model), all cells along it.
    WAY = "way"
    #: Every cell near a fix, or near the straight line between two, that runs the same way.
    CELLS = "cells"


#: Smallest and greatest value of each number.
RANGES: dict[str, tuple[float, float]] = {
    "cell_m": (2, 50),
    "longest_m": (20, 1_000),
    "share": (0.1, 1),
    "radius_m": (5, 100),
    "heading_deg": (5, 90),
    "reach_m": (10, 150),
    "noise_m": (1, 50),
    "detour_m": (1, 100),
    "doubt": (0, 5),
    "link_s": (5, 600),
    "link_m": (20, 1_000),
    "most_kmh": (5, 300),
    "accuracy_m": (5, 500),
    "new_pass_s": (10, 3_600),
    "away_cells": (0, 100),
    "sparse_m": (20, 1_000),
    "late_s": (0, 7_200),
    "margin_m": (0, 500),
}


@dataclass(frozen=True, slots=True)
class Params:
    """Limits and weights; every figure is kept beside the parameters it was found with.

    Parameters
    ----------
    method
        How fixes are laid on roads.
    cell_m, longest_m
        Length of a cell; roads are cut where they meet and into segments no longer than this.
    share
        A segment counts as passed when so much of its cells was visited in one go.
    radius_m, heading_deg
        Cells: how near and how parallel a cell must lie.
    reach_m, noise_m, detour_m
        Way: how far a road may lie from a fix; how far fixes usually lie from the truth, and by how much the way
        between two of them usually differs from the straight line.
    doubt
        Way: ways whose log-likelihood lies at most this much below the likeliest count as well, so that of two roads
        nearer to each other than fixes can tell, such as both carriageways of a street, neither is missed.
    link_s, link_m
        Two fixes farther apart in time or place say nothing of what lies between them.
    most_kmh, accuracy_m
        Faster is a jump of the receiver, rougher is no fix.
    new_pass_s, away_cells
        Who comes back to a segment after this time, and after so many cells elsewhere, passes it anew.
    sparse_m
        Where the median gap between fixes is wider, no rate is told.
    late_s
        Who is in the grid so long after the shift began has arrived in time.
    margin_m
        So far beyond its border one still is in the grid.
    """

    method: Method = Method.WAY
    cell_m: float = 10.0
    longest_m: float = 150.0
    share: float = 0.8
    radius_m: float = 20.0
    heading_deg: float = 35.0
    reach_m: float = 40.0
    noise_m: float = 8.0
    detour_m: float = 10.0
    doubt: float = 1.25
    link_s: float = 120.0
    link_m: float = 300.0
    most_kmh: float = 150.0
    accuracy_m: float = 50.0
    new_pass_s: float = 120.0
    away_cells: float = 5
    sparse_m: float = 100.0
    late_s: float = 900.0
    margin_m: float = 30.0

    def __post_init__(self) -> None:
        for one in fields(self):
            if one.name in RANGES:
                least, most = RANGES[one.name]
                value = getattr(self, one.name)
                if not (isfinite(value) and least <= value <= most):
                    raise BadParams(f"{one.name} lies between {least} and {most}.", **{one.name: "out of range"})
        if self.longest_m < self.cell_m:
            raise BadParams("A segment is at least one cell long.", longest_m="out of range")
