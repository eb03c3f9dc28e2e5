"""What every action on the territory checks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.grids.models import District
from gridwarden.grids.queries.districts import NoDistrict
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


def editable(by: Actor, district_id: int) -> District:
    """Return the district, locked, for an actor who may edit its territory; edits take turns."""
    by.require(Permission.TERRITORY_EDIT)
    if by.district_id not in {None, district_id}:
        raise NoDistrict("There is no such district.")
    try:
        return District.objects.select_for_update().get(pk=district_id)
    except District.DoesNotExist:
        raise NoDistrict("There is no such district.") from None
