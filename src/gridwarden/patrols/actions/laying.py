"""Lay fixes down in bulk: the gateway's and the phones' one way into the store.

Plain SQL over an asynchronous connection, since this is where thousands of rows a second pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.patrols.domain.fixes import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from psycopg import AsyncConnection

    from gridwarden.patrols.domain.fixes import Fix

#: News of this name tells that positions have moved.
CHANNEL = "gridwarden_positions"

_STAGE = """
CREATE TEMPORARY TABLE IF NOT EXISTS patrols_stage (
    device_id bigint, at timestamptz, lat float8, lon float8, speed_kmh float8, course_deg int2, altitude_m int2,
    accuracy_m float8, flags int2, alarm int8
) ON COMMIT DELETE ROWS
"""
_COPY = "COPY patrols_stage FROM STDIN"
_KEEP = """
INSERT INTO patrols_fix SELECT *, %(now)s FROM patrols_stage ON CONFLICT DO NOTHING
"""
#: Only fixes that satellites gave move a device on the map, and only forward in time.
_MOVE = """
INSERT INTO patrols_lastposition AS last (device_id, at, place, speed_kmh, course_deg, flags, alarm)
SELECT DISTINCT ON (device_id)
       device_id, at, ST_SetSRID(ST_MakePoint(lon, lat), 4490), speed_kmh, course_deg, flags, alarm
FROM patrols_stage WHERE flags & 1 = 1 ORDER BY device_id, at DESC
ON CONFLICT (device_id) DO UPDATE SET
    at = excluded.at, place = excluded.place, speed_kmh = excluded.speed_kmh, course_deg = excluded.course_deg,
    flags = excluded.flags, alarm = excluded.alarm
WHERE excluded.at > last.at
"""


def rows(fixes: Iterable[Fix]) -> bytes:
    """Return fixes as the text that COPY reads."""
    return "".join(map(_row, fixes)).encode()


def _row(one: Fix) -> str:
    accuracy = r"\N" if one.accuracy_m is None else one.accuracy_m
    return (
        f"{one.device_id}\t{one.at.isoformat()}\t{one.lat}\t{one.lon}\t{one.speed_kmh}\t{one.course_deg}"
        f"\t{one.altitude_m}\t{accuracy}\t{int(one.flags)}\t{one.alarm}\n"
    )


class Layer:
    """Lays fixes down over one connection; it remembers the days for which a part of the table is there."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._days: set[str] = set()
        self._staged = False

    async def lay(self, fixes: Sequence[Fix], now: datetime) -> None:
        """Keep all ``fixes`` in one transaction; those that are there already stay as they are.

        Commits before it returns. When it raises, nothing was kept, and the same fixes can be laid again.
        """
        async with self._connection.transaction(), self._connection.cursor() as cursor:
            if not self._staged:
                await cursor.execute(_STAGE)
            missing = {day_of(one.at) for one in fixes} - self._days
            for day in sorted(missing):
                await cursor.execute("SELECT patrols_prepare_day(%s)", [day])
            async with cursor.copy(_COPY) as copy:
                await copy.write(rows(fixes))
            await cursor.execute(_KEEP, {"now": now})
            await cursor.execute(_MOVE)
            await cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
        self._staged = True
        self._days |= missing
