"""What an open command map costs: everything that moves looked at, compared and told, every two seconds.

    python -m benchmarks.movers [--movers 10000] [--ticks 10] [--share 0.3]

Prints one JSON object. In each tick ``share`` of the movers have a new place. The baseline tells every map everything
each time, as many pages do; compared is what the difference saves in bytes and in this process's CPU.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from benchmarks.installation import installed
from benchmarks.measuring import machine, quantile

if TYPE_CHECKING:
    from psycopg import AsyncConnection

_DEVICES = """
INSERT INTO patrols_device (district_id, kind, name, plate, terminal, version, profile, enrolled_at)
SELECT %(district)s, 'vehicle', '巡查' || n || '号车', '', (13000000000 + n)::text, '2019', 'standard', now()
FROM generate_series(1, %(movers)s) n
"""
_PLACES = """
INSERT INTO patrols_lastposition (device_id, at, place, speed_kmh, course_deg, flags, alarm)
SELECT id, now(), ST_SetSRID(ST_MakePoint(120 + random() * 0.1, 31 + random() * 0.1), 4490), 20, 90, 3, 0
FROM patrols_device ON CONFLICT DO NOTHING
"""
_MOVE = """
UPDATE patrols_lastposition SET at = now(), place = ST_SetSRID(ST_MakePoint(ST_X(place) + 0.0001, ST_Y(place)), 4490)
WHERE random() < %(share)s
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--movers", type=int, default=10_000)
    parser.add_argument("--ticks", type=int, default=10)
    parser.add_argument("--share", type=float, default=0.3, help="How many of them move between two looks.")
    given = parser.parse_args()
    print(json.dumps(measure(given.movers, given.ticks, given.share), indent=1))


def measure(movers: int, ticks: int, share: float) -> dict[str, Any]:
    """Return all figures."""
    with installed() as stage:
        head = {"benchmark": "movers", "machine": machine(), "movers": movers}
        return head | asyncio.run(_ticks(stage.district_id, movers, ticks, share))


async def _ticks(district_id: int, movers: int, ticks: int, share: float) -> dict[str, Any]:
    from gridwarden.console.moving.feed import Feed  # noqa: PLC0415 - here and below: after the set-up
    from gridwarden.patrols.queries.movers import movers as look  # noqa: PLC0415
    from gridwarden.platform import connecting  # noqa: PLC0415

    feed, changes, wholes = Feed(), [], []
    async with await connecting.connect_async(autocommit=True) as database:
        await database.execute(_DEVICES, {"district": district_id, "movers": movers})
        await database.execute(_PLACES)
        feed.change(await look(database, district_id, datetime.now(UTC)))
        for _ in range(ticks):
            await database.execute(_MOVE, {"share": share})
            changes.append(await _told(database, district_id, feed, whole=False))
            await database.execute(_MOVE, {"share": share})
            wholes.append(await _told(database, district_id, feed, whole=True))
    change, whole = _summary(changes), _summary(wholes)
    ratio = {name: round(change[name] / whole[name], 3) for name in ("cpu_ms", "bytes", "bytes_gzip")}
    return {"share": share, "change": change, "baseline_whole": whole, "ratio": ratio}


async def _told(
    database: AsyncConnection[Any], district_id: int, feed: Any, *, whole: bool
) -> tuple[float, float, bytes]:
    from gridwarden.patrols.queries.movers import movers as look  # noqa: PLC0415

    wall, cpu = time.perf_counter(), time.process_time()
    message = feed.change(await look(database, district_id, datetime.now(UTC)))
    if whole:
        message = feed.whole()
    return time.perf_counter() - wall, time.process_time() - cpu, message or b""


def _summary(rounds: list[tuple[float, float, bytes]]) -> dict[str, float]:
    count = len(rounds)
    return {
        "wall_ms_p95": round(quantile([wall * 1000 for wall, _cpu, _said in rounds], 0.95), 1),
        "cpu_ms": round(sum(cpu for _wall, cpu, _said in rounds) / count * 1000, 1),
        "bytes": round(sum(len(said) for _wall, _cpu, said in rounds) / count),
        "bytes_gzip": round(sum(len(gzip.compress(said, 6)) for _wall, _cpu, said in rounds) / count),
    }


if __name__ == "__main__":
    main()
