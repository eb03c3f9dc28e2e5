"""Somebody reports something: a patrol with photos, or a caller through the desk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.actions import registration
from gridwarden.cases.domain.sources import Source
from gridwarden.inspections.actions import slips
from gridwarden.intake.actions import desk, reception
from gridwarden.intake.domain.media import Medium
from gridwarden.menu.domain.words import SlipType
from gridwarden.platform.access import Permission, Role
from gridwarden.simulation.chance import chance_of
from gridwarden.simulation.life import evidence
from gridwarden.simulation.life.arrivals import text_of
from gridwarden.simulation.models import LivedCase
from gridwarden.simulation.people import units

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random
    from uuid import UUID

    from gridwarden.menu.queries.rows import ConditionRow
    from gridwarden.platform.access import Actor
    from gridwarden.simulation.life.arrivals import Arrival
    from gridwarden.simulation.life.world import World

#: Share of callers who send a photo.
_CALLERS_WITH_PHOTO = 0.35
#: The hotline that passes matters on, and how long it waits for the reply.
_HOTLINE = "12345"
_HOTLINE_WAITS = timedelta(days=5)


@transaction.atomic
def open_case(arrival: Arrival, world: World, *, at: datetime) -> int:
    """Report ``arrival`` at the moment ``at`` and return the case's id."""
    chance = chance_of(world.seed, "opening", arrival.at.isoformat())
    by = world.cast.actor(_finder(arrival, world, chance), at)
    case_id = (_report if arrival.found_by is None else _find)(arrival, world, by, at, chance)
    LivedCase.objects.create(case_id=case_id)
    return case_id


def _find(arrival: Arrival, world: World, by: Actor, at: datetime, chance: Random) -> int:
    """Open a finding of the district's own people, with its photo."""
    del chance
    place, condition = arrival.place, world.conditions[arrival.item, arrival.condition]
    if _goes_by_slip(arrival, condition, by):
        return _write_slip(arrival, world, by, at)
    new = registration.NewCase(
        district_id=world.district_id,
        source=arrival.source,
        lon=place.lon,
        lat=place.lat,
        condition_id=condition.id,
        address=_address(arrival),
        description=text_of(arrival, world.setting),
        photos=_photos(arrival, world, by, at, 1),
    )
    return registration.open(by=by, at=at, new=new).case_id


def _goes_by_slip(arrival: Arrival, condition: ConditionRow, by: Actor) -> bool:
    is_slip = condition.slip is SlipType.CONTACT_SLIP and arrival.source is Source.PATROL
    return is_slip and by.may(Permission.SLIP_ISSUE)


def _write_slip(arrival: Arrival, world: World, by: Actor, at: datetime) -> int:
    """Write a contact slip about what a contractor has to put right."""
    place, condition = arrival.place, world.conditions[arrival.item, arrival.condition]
    new = slips.NewSlip(
        condition_id=condition.id,
        lon=place.lon,
        lat=place.lat,
        crs=Crs.CGCS2000,
        address=_address(arrival),
        description=text_of(arrival, world.setting),
        photos=_photos(arrival, world, by, at, 1),
    )
    return slips.issue(by=by, at=at, new=new).case_id


def _report(arrival: Arrival, world: World, by: Actor, at: datetime, chance: Random) -> int:
    """Have the desk take a report from outside; the desk names the item as far as the words tell it."""
    place, condition = arrival.place, world.conditions[arrival.item, arrival.condition]
    report = reception.NewReport(
        district_id=world.district_id,
        channel=arrival.source,
        condition_id=condition.id,
        lon=place.lon,
        lat=place.lat,
        crs=Crs.CGCS2000,
        address=_address(arrival),
        text=text_of(arrival, world.setting),
        photo_ids=_photos(arrival, world, by, at, 1 if chance.random() < _CALLERS_WITH_PHOTO else 0),
        reporter_name=arrival.caller,
        reporter_phone=arrival.phone,
    )
    medium = Medium(arrival.source.value)
    passed_on = medium is Medium.TRANSFER
    filed = desk.Filed(
        report=report,
        medium=medium,
        sender=_HOTLINE if passed_on else "",
        external_number=f"RX{arrival.at:%Y%m%d%H%M%S%f}" if passed_on else "",
        external_due_at=at + _HOTLINE_WAITS if passed_on else None,
    )
    return desk.take(by=by, at=at, filed=filed).case_id


def _photos(arrival: Arrival, world: World, by: Actor, at: datetime, count: int) -> tuple[UUID, ...]:
    place = arrival.place
    return evidence.take(
        by=by,
        at=at,
        district_id=world.district_id,
        item=arrival.item,
        place=(place.lon, place.lat),
        count=count,
        solved=False,
    )


def _address(arrival: Arrival) -> str:
    place = arrival.place
    return f"{place.address}（{place.name}）" if place.name else place.address


def _finder(arrival: Arrival, world: World, chance: Random) -> str:
    """Return who reports: somebody of the grid, its squad leader, or an operator of the desk."""
    grid = world.grids[arrival.place.grid_code]
    if arrival.found_by in (None, Role.DESK_OPERATOR):
        return world.cast.in_unit(units.DESK, Role.DESK_OPERATOR, chance)
    if arrival.found_by is Role.SQUAD_LEADER:
        return world.cast.in_unit(units.SQUADS[grid.zone][0], Role.SQUAD_LEADER, chance)
    return world.cast.in_grid(grid.code, arrival.found_by, chance)
