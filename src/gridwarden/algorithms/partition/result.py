"""What comes out: the parts, their measures, and how few of them there could be at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from gridwarden.algorithms.partition.problem import Bytes, Floats, Ints


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search has come.

    Parameters
    ----------
    phase
        ``compile`` (once in a process), ``bound``, ``start``, ``fewest``, ``balance`` or ``finish``.
    done
        Share of the work, 0..1.
    parts
        Number of parts of the best plan.
    too_wide
        How many of them are wider than allowed.
    max_over_mean
        Worst ratio of a part's load to the mean of its kind.
    cpu_s
        Processor seconds spent.
    """

    phase: str
    done: float
    parts: int
    too_wide: int
    max_over_mean: float
    cpu_s: float


@dataclass(frozen=True, eq=False)
class Result:
    """A plan that keeps every limit.

    Parameters
    ----------
    part
        ``i8[n]`` part of each unit. A part with fixed units bears their label; the others take the free numbers
        from 0 up in the order kind, then south-west to north-east.
    labels
        ``i8[p]`` the labels in rising order; the arrays below follow it.
    part_kind
        ``i1[p]`` kind of each part.
    count
        Parts per kind.
    diameter_m
        ``f8[p]`` greatest distance between two points, exact.
    load, area_m2
        ``f8[p]`` sums over the units.
    lower_bound
        Per kind, a number below which no plan can come.
    explanation
        Per kind, the proof of the bound in a sentence.
    moved
        Units that left their part of today; 0 without one.
    trace
        What was told during the search.
    iterations
        Moves tried.
    cpu_s
        Processor seconds spent.
    is_cut_short
        The time ran out or a caller stopped it before the search was through.
    """

    part: Ints = field(repr=False)
    labels: Ints = field(repr=False)
    part_kind: Bytes = field(repr=False)
    count: tuple[int, ...]
    diameter_m: Floats = field(repr=False)
    load: Floats = field(repr=False)
    area_m2: Floats = field(repr=False)
    lower_bound: tuple[int, ...]
    explanation: tuple[str, ...]
    moved: int = 0
    trace: tuple[Progress, ...] = field(default=(), repr=False)
    iterations: int = 0
    cpu_s: float = 0.0
    is_cut_short: bool = False

    @property
    def max_over_mean(self) -> tuple[float, ...]:
        """Per kind, the greatest load of a part over the mean; 1 where there is nothing to do."""
        return tuple(_over_mean(self.load[self.part_kind == kind]) for kind in range(len(self.count)))


def _over_mean(loads: Floats) -> float:
    mean = float(np.mean(loads)) if len(loads) else 0.0
    return float(loads.max()) / mean if mean > 0 else 1.0
