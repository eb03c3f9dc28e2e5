"""Driving simulated terminals along the roads of a district."""

from __future__ import annotations

import asyncio
from random import Random

import shapely
from django.utils import timezone

from gridwarden.grids.models import District, Road
from gridwarden.grids.models.conversion import to_shapely
from gridwarden.patrols.actions import simulated
from gridwarden.patrols.driving.routes import Drive, Roads
from gridwarden.patrols.driving.terminals import Terminal, patrol
from gridwarden.platform.refusals import Invalid


class NothingToDriveOn(Invalid):
    """There is no such district, or it has no roads."""

    code = "nothing_to_drive_on"


def drive(
    vehicles: int, code: str | None, *, host: str, port: int, interval_s: float, speed_kmh: float, seed: int
) -> None:
    """Drive until interrupted. Raises ``NothingToDriveOn``."""
    district = District.objects.filter(**({"code6": code} if code else {})).order_by("pk").first()
    roads = roads_of(district.pk) if district else None
    if district is None or roads is None:
        raise NothingToDriveOn("There is no such district, or it has no roads.")
    numbers = simulated.terminals(at=timezone.now(), district_id=district.pk, number=vehicles)
    asyncio.run(_all(numbers, roads, host=host, port=port, interval_s=interval_s, speed_kmh=speed_kmh, seed=seed))


def roads_of(district_id: int) -> Roads | None:
    """Return the roads of a district as lines to drive along, cut where they meet; None where there are none."""
    roads = Road.objects.filter(district=district_id).order_by("pk").values_list("geom", flat=True)
    net = shapely.node(shapely.union_all([shapely.force_2d(to_shapely(road)) for road in roads]))
    lines = [list(line.coords) for line in shapely.get_parts(net)]
    return Roads(lines) if lines else None


async def _all(
    numbers: list[str], roads: Roads, *, host: str, port: int, interval_s: float, speed_kmh: float, seed: int
) -> None:
    async with asyncio.TaskGroup() as group:
        for n, number in enumerate(numbers):
            way = Drive(roads, Random(seed * 100_003 + n), speed_kmh)  # noqa: S311 - a drive, not a secret
            group.create_task(patrol(Terminal(number), way, host=host, port=port, interval_s=interval_s))
            await asyncio.sleep(interval_s / len(numbers))  # not all in the same second
