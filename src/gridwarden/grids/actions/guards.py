"""What every action on the territory checks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.grids.models import District
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import NotFound

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class NoDistrict(NotFound):
    """There is no such district, or it is none of the actor's business."""

    code = "no_district"


def editable(by: Actor, district_id: int) -> District:
    """Return the district, locked, for an actor who may edit its territory; edits take turns."""
    by.require(Permission.TERRITORY_EDIT)
    if by.district_id not in {None, district_id}:
        raise NoDistrict("There is no such district.")
    try:
        return District.objects.select_for_update().get(pk=district_id)
    except District.DoesNotExist:
        raise NoDistrict("There is no such district.") from None
