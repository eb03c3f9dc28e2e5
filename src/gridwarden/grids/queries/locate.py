"""Which grid a point lies in, from memory; ``domain.locating`` states the rule."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

from gridwarden.grids.domain.history import Dated, TerritoryHistory
from gridwarden.grids.domain.kinds import ZoneKind
from gridwarden.grids.domain.locating import FLAGS, Flag, GridPlace, Located, LocatedMany
from gridwarden.grids.models import District, Grid, Zone
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.grids.queries import versions
from gridwarden.grids.queries.days import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from numpy.typing import ArrayLike

    from gridwarden.grids.domain.grid_index import GridIndex

__all__ = ["FLAGS", "Flag", "Located", "LocatedMany", "index_on", "locate", "locate_many"]

#: Territories kept in memory at once; each costs one to two megabytes per span of days in use.
_KEPT = 16

_histories: OrderedDict[tuple[int, int], TerritoryHistory] = OrderedDict()
_lock = threading.Lock()


def locate(district_id: int, lon: float, lat: float, at: datetime | date) -> Located:
    """Return where a point (CGCS2000 degrees) lay at ``at``; about a microsecond, no statement once warm.

    Inside a transaction one statement makes sure that the answer includes the transaction's own changes.
    """
    return index_on(district_id, at).locate(lon, lat)


def locate_many(district_id: int, lons: ArrayLike, lats: ArrayLike, at: datetime | date) -> LocatedMany:
    """Return where many points lay at ``at``; some millions a second."""
    return index_on(district_id, at).locate_many(lons, lats)


def index_on(district_id: int, at: datetime | date) -> GridIndex:
    """Return the index of the territory as it was at ``at``, for loops over many points."""
    return _history(district_id, versions.current(district_id)).index_on(day_of(at))


def _history(district_id: int, version: int) -> TerritoryHistory:
    key = (district_id, version)
    history = _histories.get(key)
    if history is None:
        history = _load(district_id)
        with _lock:
            _histories[key] = history
            while len(_histories) > _KEPT:
                _histories.popitem(last=False)
    return history


def _load(district_id: int) -> TerritoryHistory:
    boundary = District.objects.values_list("boundary", flat=True).get(pk=district_id)
    grids = Grid.objects.filter(district_id=district_id).order_by("code", "pk")
    zones = Zone.objects.filter(district_id=district_id, kind=ZoneKind.EXCLUDED.value).order_by("pk")
    return TerritoryHistory(
        to_shapely(boundary),
        [
            Dated(GridPlace(pk, code, to_shapely(geom)), valid_from, valid_to)
            for pk, code, geom, valid_from, valid_to in grids.values_list(
                "pk", "code", "geom", "valid_from", "valid_to"
            )
        ],
        [
            Dated(to_shapely(geom), valid_from, valid_to)
            for geom, valid_from, valid_to in zones.values_list("geom", "valid_from", "valid_to")
        ],
    )
