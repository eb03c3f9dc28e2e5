"""How long and how to look for a roster."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.algorithms.refusals import Invalid


class BadParams(Invalid):
    """A parameter lies outside its range."""

    code = "bad_roster_params"


@dataclass(frozen=True, slots=True, kw_only=True)
class Params:
    """Parameters; what is fair weighs by the three ``*_weight``."""

    #: Seconds after which the best roster found so far is taken, with its bound.
    time_limit_s: float = 60.0
    seed: int = 0
    #: Weight of a day of weekend, of an evening, and of an hour in what is fair.
    weekend_weight: int = 100
    evening_weight: int = 10
    hour_weight: int = 1

    def __post_init__(self) -> None:
        """Refuse what lies outside."""
        if not 0 < self.time_limit_s <= 24 * 3600:
            raise BadParams("The time limit lies between 0 seconds and a day.", time_limit_s="between 0 and 86400")
        if not 0 <= self.seed < 2**31:
            raise BadParams("The seed is a whole number from 0 to 2147483647.", seed="from 0 to 2147483647")
        if min(self.weekend_weight, self.evening_weight, self.hour_weight) < 0:
            raise BadParams("A weight is at least 0.", weights="at least 0")
