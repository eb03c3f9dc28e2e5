"""Houses that reports have named: a closed case proves where the number is."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from gridwarden.algorithms.address import Kind
from gridwarden.algorithms.address.reading import read
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case
from gridwarden.grids.domain.places import PlaceDraft
from gridwarden.grids.models import Road

if TYPE_CHECKING:
    from datetime import datetime

#: The newest so many; a district has fewer houses that anybody complains about.
_MOST = 50_000


def houses(district_id: int, at: datetime) -> list[PlaceDraft]:  # noqa: ARG001 - what was closed stays closed
    """Return road and number of closed cases, at the middle of the places given for them; two statements.

    Only numbers on roads that the district knows: whatever else stands in an address may name a person.
    """
    roads = set(Road.objects.filter(district=district_id).exclude(name="").values_list("name", flat=True))
    closed = Case.objects.filter(district=district_id, state=CaseState.CLOSED.value).exclude(address="")
    found: dict[tuple[str, int], list[tuple[float, float]]] = {}
    for address, place in closed.order_by("-pk").values_list("address", "place")[:_MOST]:
        given = read(address)
        if given.number and given.text in roads:
            found.setdefault((given.text, given.number), []).append((place.x, place.y))
    return [_draft(road, number, places) for (road, number), places in sorted(found.items())]


def _draft(road: str, number: int, places: list[tuple[float, float]]) -> PlaceDraft:
    lons, lats = zip(*places, strict=True)
    return PlaceDraft(
        source_key=f"{road} {number}",
        kind=Kind.ADDRESS,
        road=road,
        number=number,
        lon=median(lons),
        lat=median(lats),
    )
