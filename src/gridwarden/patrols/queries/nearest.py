"""Who is free and nearest to a place, by road."""

from __future__ import annotations

import math
from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from gridwarden.algorithms.routing.nearest import Ways
from gridwarden.grids.models import Road
from gridwarden.grids.queries import versions
from gridwarden.grids.queries.locate import index_on
from gridwarden.patrols.domain.alarms import State
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.models import Live

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: Whoever is in one of these states can be called: on duty, heard, and not sent to a case already.
FREE = (State.ON_POST, State.OUTSIDE, State.STOPPED, State.FAST, State.DRIVING, State.PARKED)
#: A place that is older than this is no help.
FRESH = timedelta(minutes=15)
#: Networks kept in memory; each is built once for each version of a territory.
_KEPT = 8
_networks: OrderedDict[tuple[int, int], Ways] = OrderedDict()


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeOne:
    """Somebody who can be called, with the way to the place."""

    device_id: int
    name: str
    kind: DeviceKind
    state: State
    user_id: int | None
    unit_id: int | None
    phone: str
    grid_code: str
    metres: float


def nearest(actor: Actor, lon: float, lat: float, at: datetime, most: int = 5) -> list[FreeOne]:
    """Return who is free and nearest by road, the nearest first; one statement once the roads are in memory."""
    district_id = actor.district_id or 0
    rows = list(
        Live.objects.filter(device__district=district_id, device__retired_at=None, errand="")
        .filter(state__in=[state.value for state in FREE], device__last__at__gte=at - FRESH)
        .select_related("device__last", "device__unit", "staff__user", "grid")
        .order_by("pk")
    )
    if not rows:
        return []
    frame = index_on(district_id, at).frame
    places = [row.device.last.place for row in rows]
    ends = [(place.x * frame.lon_m, place.y * frame.lat_m) for place in places]
    metres = _network(district_id, at).metres((lon * frame.lon_m, lat * frame.lat_m), ends)
    found = [_free(row, float(far)) for row, far in zip(rows, metres, strict=True) if math.isfinite(far)]
    return sorted(found, key=lambda one: (one.metres, one.device_id))[:most]


def _free(row: Live, metres: float) -> FreeOne:
    device, staff = row.device, row.staff
    return FreeOne(
        device_id=device.pk,
        name=staff.user.display_name if staff else device.name,
        kind=DeviceKind(device.kind),
        state=State(row.state),
        user_id=staff.user_id if staff else None,
        unit_id=staff.unit_id if staff else device.unit_id,
        phone=staff.user.phone if staff else "",
        grid_code=row.grid.code if row.grid else "",
        metres=metres,
    )


def _network(district_id: int, at: datetime) -> Ways:
    key = (district_id, versions.current(district_id))
    if key not in _networks:
        frame = index_on(district_id, at).frame
        roads = Road.objects.filter(district=district_id).order_by("pk").values_list("geom", flat=True)
        lines = [[(x * frame.lon_m, y * frame.lat_m) for x, y, *_ in line] for road in roads for line in road.coords]
        _networks[key] = Ways(lines)
        while len(_networks) > _KEPT:
            _networks.popitem(last=False)
    return _networks[key]
