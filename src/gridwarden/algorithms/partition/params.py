"""How to divide: the numbers wanted, what counts how much, and how long to search."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from math import isfinite

from gridwarden.algorithms.refusals import Invalid

DAY_S = 86_400
#: Greatest weight, price or ratio.
MOST = 1_000


class BadParams(Invalid):
    """A parameter of the search is out of its range; ``fields`` names it."""

    code = "bad_partition_params"


@dataclass(frozen=True, slots=True)
class Weights:
    """What a plan pays for, each in its own scale, so that 1 is a usual weight; 0 switches a term off.

    Parameters
    ----------
    balance
        Of a part's load against the mean of its kind; full price at a tenth too much or too little.
    cut
        Of roads cut between two parts, and so of the way walked for nothing.
    drawn
        Of borders that follow no drawn line.
    compact
        Of distance between the units of a part and its centre.
    """

    balance: float = 1.0
    cut: float = 1.0
    drawn: float = 1.0
    compact: float = 1.0

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not (isfinite(value) and 0 <= value <= MOST):
                raise BadParams(f"The weight {one.name} must lie in 0..1000.", **{one.name: "must lie in 0..1000"})


@dataclass(frozen=True, slots=True)
class Params:
    """Parameters of one search.

    Parameters
    ----------
    seed
        Of all random choices; the same seed gives the same plan on the same version.
    time_limit_s
        Processor seconds after which the best plan so far is returned. The amount of work follows from the size
        of the problem and from this number, never from the clock, unless the clock runs out.
    counts
        Wanted number of parts per kind; ``None`` asks for the fewest. An empty tuple asks so for every kind.
    weights
        Prices of a plan's faults.
    keep
        Price of moving units with the area of a usual part out of their parts of today; 0 ignores today's plan.
    balance_wanted
        Greatest wanted ratio of a part's load to the mean of its kind.
    max_load
        Greatest load of a part per kind; an empty tuple, or ``None`` in it, sets no limit. Counts for the fewest.
    even
        Ratio of a part's load to the mean of its kind for which more parts than the fewest are made; ``None``: the
        fewest are wanted, however uneven. Where parts may exchange units only (``Problem.also``).
    settled
        The start is the outcome of a search for the fewest parts: kinds without a number take its parts over.
    """

    seed: int = 0
    time_limit_s: float = 60.0
    counts: tuple[int | None, ...] = ()
    weights: Weights = field(default_factory=Weights)
    keep: float = 0.0
    balance_wanted: float = 1.05
    max_load: tuple[float | None, ...] = ()
    even: float | None = None
    settled: bool = False

    def __post_init__(self) -> None:
        rules = [
            ("seed", 0 <= self.seed < 2**31, "must lie in 0..2147483647"),
            ("time_limit_s", 0 < self.time_limit_s <= DAY_S, "must lie in 0..86400 seconds"),
            ("counts", all(one is None or one >= 0 for one in self.counts), "must not be negative"),
            ("keep", isfinite(self.keep) and 0 <= self.keep <= MOST, "must lie in 0..1000"),
            ("balance_wanted", 1.0 <= self.balance_wanted <= MOST, "must lie in 1..1000"),
            ("even", self.even is None or 1.0 < self.even <= MOST, "must lie above 1 and not above 1000"),
            ("max_load", all(one is None or one > 0 for one in self.max_load), "must be positive"),
        ]
        for name, holds, text in rules:
            if not holds:
                raise BadParams(f"{name} {text}.", **{name: text})

    def count_of(self, kind: int) -> int | None:
        """Return the wanted number of parts of a kind; ``None``: the fewest."""
        return self.counts[kind] if kind < len(self.counts) else None

    def max_load_of(self, kind: int) -> float | None:
        """Return the greatest load of a part of a kind; ``None``: any."""
        return self.max_load[kind] if kind < len(self.max_load) else None
