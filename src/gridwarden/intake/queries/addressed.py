"""From an address in words to a place, where nobody has set a pin."""

from __future__ import annotations

from dataclasses import dataclass

from gridwarden.grids.queries import places
from gridwarden.platform.refusals import Invalid

#: What is less like an address than this is another place.
LEAST_SCORE = 0.6


class NoPlaceFound(Invalid):
    """No place of the district is called so."""

    code = "no_place_found"


@dataclass(frozen=True, slots=True)
class Addressed:
    """The likeliest place by an address, in degrees of CGCS2000, and how like it is."""

    label: str
    lon: float
    lat: float
    score: float

    @property
    def noted(self) -> dict[str, str]:
        """What a report keeps of it, so that the desk can doubt it."""
        return {"place_found": self.label, "place_score": f"{self.score:.2f}"}


def resolve(district_id: int, address: str) -> Addressed:
    """Return the likeliest place by ``address``; one statement once the gazetteer is in memory.

    Raises:
        NoPlaceFound: nothing is like it enough to send somebody there.
    """
    found = places.search(district_id, address, 1)
    if not found or found[0].score < LEAST_SCORE:
        raise NoPlaceFound("No place of this district fits the address.", address="fits no place")
    best = found[0]
    return Addressed(best.label, best.lon, best.lat, best.score)
