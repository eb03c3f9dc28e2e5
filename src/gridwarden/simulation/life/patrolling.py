"""Phones and vehicles of the demo that move: along the roads of their grids, and sometimes where they should not be."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

import shapely
from django.conf import settings
from django.utils import timezone

from gridwarden.grids.models import Grid, Road
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.patrols.actions import phones
from gridwarden.patrols.domain.fixes import Fix, FixFlag
from gridwarden.patrols.driving.routes import Drive, Roads
from gridwarden.patrols.queries.duties import duties

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from gridwarden.patrols.queries.duties import DeviceDuty

EVERY_S = 10.0
WALK_KMH, DRIVE_KMH = 4.5, 25.0
#: One device in so many leaves its grid for a while each hour, and one has no signal for a while.
_ODD_ONE = 12
_STRAYS, _SILENT = 3, 7
HOUR_S, _ODD_FOR_S = 3600, 900
_SHORTEST_DEG = 1e-5


@dataclass(slots=True)
class Patrols:
    """Everything that moves in a district."""

    district_id: int
    seed: int
    _roads: dict[tuple[int, ...], Roads] = field(default_factory=dict)
    _drives: dict[tuple[int, bool], Drive] = field(default_factory=dict)
    _told_at: dict[int, datetime] = field(default_factory=dict)

    def tell(self, now: datetime) -> int:
        """Have everybody on duty tell a place; return how many did."""
        keep = timedelta(days=settings.PATROL_FIX_DAYS)
        told = 0
        for device_id, duty in duties(self.district_id, now).items():
            if fix := self.fix(device_id, duty, now):
                told += phones.keep(fix, at=now, for_=keep)
        return told

    def fix(self, device_id: int, duty: DeviceDuty, now: datetime, every_s: float = EVERY_S) -> Fix | None:
        """Return where a device is now if it tells so; it is asked about every ``every_s`` seconds."""
        seconds = int(now.timestamp()) % HOUR_S
        odd = device_id % _ODD_ONE if seconds < _ODD_FOR_S else -1
        if odd == _SILENT:
            return None
        drive = self._drive(device_id, duty, strays=odd == _STRAYS)
        # Whoever was away goes on from where the way was left, as if the time between were one step.
        since = self._told_at.get(device_id, now - timedelta(seconds=every_s))
        place = drive.after(min((now - since).total_seconds(), 2 * every_s))
        self._told_at[device_id] = now
        return Fix(
            device_id, now, place.lat, place.lon, drive.speed_kmh, place.course_deg, accuracy_m=8.0,
            flags=FixFlag.FIXED | FixFlag.ON,
        )  # fmt: skip

    def _drive(self, device_id: int, duty: DeviceDuty, *, strays: bool) -> Drive:
        if (device_id, strays) not in self._drives:
            speed = DRIVE_KMH if drives(duty) else WALK_KMH
            chance = Random(self.seed * 100_003 + device_id)  # noqa: S311 - a walk, not a secret
            self._drives[device_id, strays] = Drive(
                self._roads_of(() if strays else duty.grid_ids), chance, speed, is_thorough=True
            )
        return self._drives[device_id, strays]

    def _roads_of(self, grid_ids: tuple[int, ...]) -> Roads:
        """Return the roads inside some grids, all of the district for none or where there are none."""
        if grid_ids not in self._roads:
            lines = [
                to_shapely(geom)
                for geom in Road.objects.filter(district=self.district_id).values_list("geom", flat=True)
            ]
            if grid_ids:
                area = shapely.union_all([to_shapely(grid.geom) for grid in Grid.objects.filter(pk__in=grid_ids)])
                lines = [shapely.intersection(line, area) for line in lines if line.intersects(area)]
            # Cut where roads meet, so that a way may turn off at every crossing.
            net = shapely.get_parts(shapely.node(shapely.union_all(lines)))
            ways = [list(part.coords) for part in net if part.length > _SHORTEST_DEG]
            self._roads[grid_ids] = Roads(ways) if ways or not grid_ids else self._roads_of(())
        return self._roads[grid_ids]


def drives(duty: DeviceDuty) -> bool:
    """Tell whether the carrier goes by vehicle; a phone does where the grid is patrolled so."""
    return not duty.duty.on_foot


def patrol(patrols: Patrols, *, past: Iterator[object], is_stopping: Callable[[], bool]) -> None:
    """Go on telling places until asked to stop; between two rounds, lay down what ``past`` has."""
    ended = object()
    while not is_stopping():
        begun = time.monotonic()
        patrols.tell(timezone.now())
        while not is_stopping() and time.monotonic() - begun < EVERY_S / 2 and next(past, ended) is not ended:
            pass
        while not is_stopping() and time.monotonic() - begun < EVERY_S:
            time.sleep(0.2)
