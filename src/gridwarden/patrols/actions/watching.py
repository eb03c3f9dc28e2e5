"""Look at the fixes that came since the last look, and at the time: states change, alarms begin and end.

This runs beside the gateway and never in its way: what a device told is read from the store by where the last look
stopped, so that nothing is missed after a restart, and late or repeated fixes are not read at all.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.gis.geos import Point
from django.db import connection, transaction

from gridwarden.grids.models.columns import STORED_SRID
from gridwarden.patrols.domain.alarms import Cleared, Seen, State
from gridwarden.patrols.domain.fixes import AHEAD, FixFlag
from gridwarden.patrols.domain.watching import Watch
from gridwarden.patrols.events import AlarmCleared, AlarmRaised
from gridwarden.patrols.models import Alarm, Device, Live
from gridwarden.patrols.queries.areas import areas_of
from gridwarden.patrols.queries.duties import duties
from gridwarden.patrols.queries.rules import rules_of
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.patrols.domain.alarms import Change, Duty, Rules
    from gridwarden.patrols.queries.areas import Areas
    from gridwarden.patrols.queries.duties import DeviceDuty

#: Two workers must not look at one district at once.
_TURN = "SELECT pg_try_advisory_xact_lock(hashtext('patrols_watching'), %s)"
#: One range of the key (device, moment) for each device; days are left out by the bounds.
_FIXES = """
SELECT fix.device_id, fix.at, fix.lon, fix.lat, fix.speed_kmh, fix.accuracy_m, fix.flags
FROM unnest(%(devices)s::bigint[], %(since)s::timestamptz[]) AS wanted (device_id, since)
CROSS JOIN LATERAL (
    SELECT * FROM patrols_fix
    WHERE device_id = wanted.device_id AND at > wanted.since AND at >= %(from)s AND at <= %(to)s
    ORDER BY at LIMIT %(most)s
) fix ORDER BY fix.device_id, fix.at
"""
#: Fixes of one device in one look; a backlog takes several looks.
MOST_FIXES = 1000
#: A vehicle told of no satellites: it was heard, but not placed.
_NOWHERE_M = math.inf
_Row = tuple[int, datetime, float, float, float, float | None, int]


@dataclass(slots=True)
class _Look:
    """One look at a district."""

    district_id: int
    at: datetime
    rules: Rules
    areas: Areas
    duties: dict[int, DeviceDuty]
    rows: dict[int, Live]
    changed: list[Live] = field(default_factory=list)
    raised: list[Alarm] = field(default_factory=list)
    over: list[tuple[int, Change]] = field(default_factory=list)


@transaction.atomic
def watch(*, district_id: int, at: datetime) -> int:
    """Look at a district; return how many fixes were read. While another looks, nothing happens.

    The number of statements grows with the alarms that begin or end, and with nothing else.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [district_id])
        if not cursor.fetchone()[0]:
            return 0
    look = _Look(
        district_id, at, rules_of(district_id), areas_of(district_id, at), duties(district_id, at),
        {row.device_id: row for row in Live.objects.filter(device__district=district_id)},
    )  # fmt: skip
    fixes = _fixes(look)
    seen = _seen(look, fixes)
    for device_id in sorted(look.duties.keys() | look.rows.keys()):
        _take(look, device_id, seen.get(device_id, []))
    _keep(look)
    return len(fixes)


def watched_districts() -> list[int]:
    """Return the districts that have devices."""
    return list(Device.objects.order_by("district").values_list("district", flat=True).distinct())


def _fixes(look: _Look) -> list[_Row]:
    since = {pk: _since(look.rows.get(pk), one.duty) for pk, one in look.duties.items()}
    if not since:
        return []
    values: dict[str, Any] = {
        "devices": list(since), "since": list(since.values()), "most": MOST_FIXES,
        "from": min(since.values()), "to": look.at + AHEAD,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_FIXES, values)
        return list(cursor.fetchall())


def _since(row: Live | None, duty: Duty) -> datetime:
    start = datetime.fromtimestamp(duty.starts_at, UTC) - timedelta(microseconds=1)
    return max(start, row.seen_at) if row and row.seen_at else start


def _seen(look: _Look, fixes: Iterable[_Row]) -> dict[int, list[Seen]]:
    """Return the fixes as the machine reads them; each group of grids is asked once for all places."""
    frame, groups = look.areas.frame, defaultdict(list)
    for row in fixes:
        groups[look.duties[row[0]].grid_ids].append(row)
    found: dict[int, list[Seen]] = defaultdict(list)
    for grid_ids, rows in groups.items():
        xs, ys = [row[2] * frame.lon_m for row in rows], [row[3] * frame.lat_m for row in rows]
        inside = look.areas.inside(grid_ids, look.rules.margin_m, xs, ys)
        for row, x, y, is_inside in zip(rows, xs, ys, inside.tolist(), strict=True):
            found[row[0]].append(_read(row, x, y, look.duties[row[0]].duty, is_inside=is_inside))
    return found


def _read(row: _Row, x: float, y: float, duty: Duty, *, is_inside: bool) -> Seen:
    flags = FixFlag(row[6])
    return Seen(
        at=row[1].timestamp(), x=x, y=y, speed_kmh=row[4], is_inside=is_inside,
        is_mocked=FixFlag.MOCKED in flags,
        accuracy_m=row[5] if FixFlag.FIXED in flags else _NOWHERE_M,
        is_on=not duty.is_vehicle or FixFlag.ON in flags,
    )  # fmt: skip


def _take(look: _Look, device_id: int, seen: list[Seen]) -> None:
    duty, row = look.duties.get(device_id), look.rows.get(device_id)
    watch, now = Watch.of(row.memory if row else {}), look.at.timestamp()
    changes: list[Change] = []
    if duty is None:
        changes = watch.end(now)
    else:
        for one in seen:
            changes += watch.see(one, duty.duty, look.rules)
        if len(seen) < MOST_FIXES:
            changes += watch.tick(now, duty.duty, look.rules)
    row = row or Live(device_id=device_id, state="", since=look.at)
    for change in changes:
        _note(look, row, duty, watch, change)
    _remember(look, row, duty, watch)


def _note(look: _Look, row: Live, duty: DeviceDuty | None, watch: Watch, change: Change) -> None:
    if not change.is_raised or duty is None:
        look.over.append((row.device_id, change))
        return
    place = _place(look, watch) if watch.placed_at >= duty.duty.starts_at else None
    look.raised.append(
        Alarm(
            district_id=look.district_id, kind=change.kind.value, device_id=row.device_id, staff_id=duty.staff_id,
            grid_id=duty.grid_ids[0], began_at=_moment(change.began), raised_at=_moment(change.at), place=place,
            inputs=change.inputs,
        )
    )  # fmt: skip


def _remember(look: _Look, row: Live, duty: DeviceDuty | None, watch: Watch) -> None:
    state, memory = watch.state(duty.duty if duty else None), watch.kept()
    values = {
        "staff_id": duty.staff_id if duty else None,
        "grid_id": duty.grid_ids[0] if duty else None,
        "errand": duty.duty.errand if duty else "",
        "seen_at": _moment(watch.heard_at) if watch.heard_at > 0 else row.seen_at,
        "memory": memory,
    }
    if state == row.state and all(getattr(row, name) == value for name, value in values.items()):
        return
    if state != row.state:
        row.state, row.since = State(state).value, look.at
    for name, value in values.items():
        setattr(row, name, value)
    look.changed.append(row)


def _keep(look: _Look) -> None:
    """Write what changed: the rows at once, then alarms in the order in which they ended and began."""
    if look.changed:
        columns = ["state", "since", "seen_at", "staff", "grid", "errand", "memory"]
        Live.objects.bulk_create(look.changed, update_conflicts=True, unique_fields=["device"], update_fields=columns)
    # An alarm may begin and end within one look: it is kept too.
    ended: list[Alarm] = []
    for device_id, change in look.over:
        fresh = next(
            (
                one
                for one in look.raised
                if (one.device_id, one.kind, one.cleared_at) == (device_id, change.kind.value, None)
                and one.raised_at.timestamp() <= change.at
            ),
            None,
        )
        one = fresh or Alarm.objects.filter(device=device_id, kind=change.kind.value, cleared_at=None).first()
        if one is not None:
            one.cleared_at, one.cleared_why = max(_moment(change.at), one.raised_at), change.why.value
            ended.append(one)
    ended += _forgotten(look)
    for one in ended:
        if one.pk:
            one.save(update_fields=["cleared_at", "cleared_why"])
    Alarm.objects.bulk_create(look.raised)
    for one in look.raised:
        publish(AlarmRaised(district_id=look.district_id, at=look.at, **_told(one)))
    for one in ended:
        publish(AlarmCleared(district_id=look.district_id, at=look.at, **_told(one)))


def _forgotten(look: _Look) -> list[Alarm]:
    """End alarms that are open although their kind is raised anew: nobody remembers them."""
    raised = {(one.device_id, one.kind) for one in look.raised if one.cleared_at is None}
    if not raised:
        return []
    rows = Alarm.objects.filter(device__in={device_id for device_id, _ in raised}, cleared_at=None).order_by("pk")
    found = [row for row in rows if (row.device_id, row.kind) in raised]
    for row in found:
        row.cleared_at, row.cleared_why = max(look.at, row.raised_at), Cleared.DUTY_OVER.value
    return found


def _told(alarm: Alarm) -> dict[str, Any]:
    return {
        "alarm_id": alarm.pk, "kind": alarm.kind, "device_id": alarm.device_id, "staff_id": alarm.staff_id,
        "grid_id": alarm.grid_id,
        "lon": alarm.place.x if alarm.place else None, "lat": alarm.place.y if alarm.place else None,
    }  # fmt: skip


def _place(look: _Look, watch: Watch) -> Point:
    frame = look.areas.frame
    return Point(watch.x / frame.lon_m, watch.y / frame.lat_m, srid=STORED_SRID)


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
