"""Which districts an actor may know, and what a page shows of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.grids.models import District
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor


class NoDistrict(NotFound):
    """There is no such district, or it is none of the actor's business."""

    code = "no_district"


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district as lists and the API show it; bounds are west, south, east, north in degrees."""

    id: int
    code6: str
    name: str
    plane_srid: int
    source_crs: str
    bounds: tuple[float, float, float, float]


def visible_to(actor: Actor) -> QuerySet[District]:
    """Return the districts that ``actor`` may know: their own; the software without a district knows all."""
    everything = District.objects.all()
    return everything if actor.district_id is None else everything.filter(pk=actor.district_id)


def rows(actor: Actor) -> tuple[DistrictRow, ...]:
    """Return the visible districts in the order of their codes; one statement."""
    return tuple(_row(district) for district in visible_to(actor).order_by("code6"))


def own(actor: Actor) -> DistrictRow:
    """Return the actor's own district."""
    district = None if actor.district_id is None else District.objects.filter(pk=actor.district_id).first()
    if district is None:
        raise NoDistrict("There is no district for you yet.")
    return _row(district)


def _row(district: District) -> DistrictRow:
    west, south, east, north = to_shapely(district.boundary).bounds
    return DistrictRow(
        district.pk, district.code6, district.name, district.plane_srid, district.source_crs, (west, south, east, north)
    )
