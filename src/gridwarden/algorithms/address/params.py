"""How the search weighs what it finds."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.algorithms.refusals import BadParams


@dataclass(frozen=True, slots=True)
class Params:
    """Limits and weights.

    Parameters
    ----------
    limit
        Most hits that are returned.
    candidates
        Entries that the index hands on to be compared character by character.
    least_score
        Hits below are not shown; 0 to 1.
    least_part
        A part counts as found from this likeness on; 0 to 1.
    explained
        Weight of "how much of what was typed does the entry explain" against "how much of the entry was typed".
    """

    limit: int = 8
    candidates: int = 60
    least_score: float = 0.35
    least_part: float = 0.55
    explained: float = 0.65

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= self.candidates:
            raise BadParams("The search returns at least one and at most its candidates.", limit="out of range")
        for name in ("least_score", "least_part", "explained"):
            if not 0 <= getattr(self, name) <= 1:
                raise BadParams("Shares lie between 0 and 1.", **{name: "must lie between 0 and 1"})
