"""On what terms a district is open, and which districts are."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.gis.geos import Point

from gridwarden.grids.models import District
from gridwarden.grids.models.columns import STORED_SRID
from gridwarden.intake.domain.openness import Openness
from gridwarden.intake.models import PublicTerms
from gridwarden.platform.refusals import NotFound

_COLUMNS = tuple(Openness.__dataclass_fields__)


class NoSuchPlace(NotFound):
    """No district bears this code, or several do and none was named."""

    code = "no_such_place"


@dataclass(frozen=True, slots=True)
class Place:
    """A district as the public knows it."""

    id: int
    code6: str
    name: str


def of(district_id: int) -> Openness:
    """Return the terms of a district; one statement."""
    found = PublicTerms.objects.filter(district=district_id).values(*_COLUMNS).first()
    return Openness(**found) if found else Openness()


def places() -> tuple[Place, ...]:
    """Return every district, by its code; one statement."""
    return tuple(Place(*row) for row in District.objects.order_by("code6").values_list("pk", "code6", "name"))


def place(code6: str) -> Place:
    """Return the district of ``code6``; without a code the only one there is."""
    if not code6:
        every = places()
        if len(every) != 1:
            raise NoSuchPlace("Name a district.")
        return every[0]
    found = District.objects.filter(code6=code6).values_list("pk", "code6", "name").first()
    if found is None:
        raise NoSuchPlace("There is no such district.")
    return Place(*found)


def place_of(district_id: int) -> Place:
    """Return a district that is known to be there; one statement."""
    return Place(*District.objects.values_list("pk", "code6", "name").get(pk=district_id))


def holds(district_id: int, lon: float, lat: float) -> bool:
    """Return whether a point (CGCS2000 degrees) lies in the district; one statement."""
    point = Point(lon, lat, srid=STORED_SRID)
    return District.objects.filter(pk=district_id, boundary__intersects=point).exists()
