"""Everything that moves in a district now, as the command map draws it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from gridwarden.patrols.domain.alarms import State
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from psycopg import AsyncConnection

    from gridwarden.platform.access import Actor

#: What was not heard for longer is not on the map.
SHOWN_FOR = timedelta(hours=24)
#: People off duty are nobody's business: where their phones are is not even read.
_MOVERS = """
SELECT device.id, round(ST_X(last.place)::numeric, 6)::float8, round(ST_Y(last.place)::numeric, 6)::float8,
       last.course_deg, round(last.speed_kmh)::int, coalesce(live.state, %(off)s), device.kind,
       CASE WHEN device.kind = %(vehicle)s THEN device.name ELSE coalesce(person.display_name, device.name) END
FROM patrols_device device
JOIN patrols_lastposition last ON last.device_id = device.id
LEFT JOIN patrols_live live ON live.device_id = device.id
LEFT JOIN workforce_staff staff ON staff.id = live.staff_id
LEFT JOIN accounts_user person ON person.id = staff.user_id
WHERE device.district_id = %(district)s AND device.retired_at IS NULL AND last.at >= %(since)s
  AND (device.kind = %(vehicle)s OR coalesce(live.state, %(off)s) <> %(off)s)
"""


class Mover(NamedTuple):
    """One vehicle or person: WGS-84 degrees, degrees clockwise from north, km/h."""

    id: int
    lon: float
    lat: float
    course_deg: int
    speed_kmh: int
    state: str
    kind: str
    name: str


async def movers(connection: AsyncConnection[Any], district_id: int, at: datetime) -> list[Mover]:
    """Return what moves in a district: vehicles heard within a day, and phones of people on duty; one SQL statement."""
    values = {
        "district": district_id, "since": at - SHOWN_FOR, "vehicle": DeviceKind.VEHICLE.value,
        "off": State.OFF_DUTY.value,
    }  # fmt: skip
    cursor = await connection.execute(_MOVERS, values)
    return [Mover._make(row) for row in await cursor.fetchall()]


def may_follow(actor: Actor) -> bool:
    """Tell whether somebody may see what moves; whoever may, sees the whole district (``Device.visible_to``)."""
    return actor.district_id is not None and actor.may(Permission.DEVICE_SEE)
