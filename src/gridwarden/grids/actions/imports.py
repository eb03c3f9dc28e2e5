"""Take a file over into the territory, all of it or nothing; the same file again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.algorithms.geodesy import Crs
from gridwarden.grids.actions import districts, plans, points, roads, zones
from gridwarden.grids.actions.guards import editable
from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.domain import drafting
from gridwarden.grids.domain.faults import FaultRule, refuse
from gridwarden.grids.domain.kinds import ImportKind, PointSource
from gridwarden.grids.domain.points import points_from
from gridwarden.grids.domain.seamless import check
from gridwarden.grids.models import District, Import
from gridwarden.grids.queries import checks
from gridwarden.grids.sources import osm, reading
from gridwarden.grids.sources.files import Format, SourceFile
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from shapely.geometry.base import BaseGeometry

    from gridwarden.grids.domain.drafts import GridDraft, PointDraft, RoadDraft, ZoneDraft
    from gridwarden.grids.domain.features import Feature
    from gridwarden.grids.domain.findings import CheckReport
    from gridwarden.grids.domain.seamless import Territory
    from gridwarden.grids.sources.osm import OsmLayers
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True)
class Order:
    """What to take over: which kind of file into which district, its coordinate system, from which day on."""

    kind: ImportKind
    district_id: int
    file: SourceFile
    crs: str
    from_day: date | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file; ``repeated`` says that it had been taken over before and nothing was done."""

    outcome: Outcome
    repeated: bool = False


def take(*, by: Actor, at: datetime, order: Order) -> Taken:
    """Take the file over, unless it is the one that was taken over last."""
    if _is_done(by, order):
        return Taken(Outcome(), repeated=True)
    # Reading a large file takes longer than a transaction may wait; nothing is locked meanwhile.
    content = _read(order)
    return _store(by, at, order, content)


def take_district(
    *, by: Actor, at: datetime, code6: str, name: str, file: SourceFile, crs: str
) -> tuple[District, Taken]:
    """Found the district from its boundary file, or redraw the one that has the code."""
    by.require(Permission.TERRITORY_EDIT)
    with transaction.atomic():
        district = District.objects.filter(code6=code6).first()
        if district is None:
            boundary = drafting.boundary_from(reading.features(file, crs))
            district = districts.create(by=by, at=at, code6=code6, name=name, boundary=boundary, source_crs=crs)
        return district, take(by=by, at=at, order=Order(ImportKind.BOUNDARY, district.pk, file, crs))


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What taking a file over would do, the territory as it would be, and what a check would find in it."""

    taken: Taken
    territory: Territory
    report: CheckReport


def rehearse(*, by: Actor, at: datetime, order: Order) -> Rehearsal:
    """Return what taking the file over would do; nothing is kept."""
    is_done = _is_done(by, order)
    content = None if is_done else _read(order)
    with transaction.atomic():
        taken = Taken(Outcome(), repeated=True) if is_done else _store(by, at, order, content)
        territory = checks.territory(order.district_id, order.from_day or at)
        transaction.set_rollback(True)
    return Rehearsal(taken, territory, check(territory))


@transaction.atomic
def _is_done(by: Actor, order: Order) -> bool:
    editable(by, order.district_id)
    return _is_repeated(order)


@transaction.atomic
def _store(by: Actor, at: datetime, order: Order, content: Any) -> Taken:
    editable(by, order.district_id)
    if _is_repeated(order):  # somebody was quicker while the file was read
        return Taken(Outcome(), repeated=True)
    outcome = _KEEPERS[order.kind](by, at, order, content)
    Import.objects.create(
        district_id=order.district_id,
        kind=order.kind.value,
        file_name=order.file.name[:200],
        file_sha256=order.file.sha256,
        source_crs=Crs(order.crs).value,
        options={"from_day": order.from_day and order.from_day.isoformat()},
        outcome=outcome.as_dict(),
        at=at,
        by_name=by.name,
    )
    return Taken(outcome)


def _is_repeated(order: Order) -> bool:
    imports = Import.objects.filter(district_id=order.district_id)
    last = imports.filter(kind=order.kind.value).order_by("-at", "-pk").first()
    if last is None or (last.file_sha256, last.source_crs) != (order.file.sha256, str(order.crs)):
        return False
    # Roads were cut to the boundary of their day: another boundary makes another import of the same file.
    return not (
        order.kind in {ImportKind.ROADS, ImportKind.POINTS}
        and imports.filter(kind=ImportKind.BOUNDARY, pk__gt=last.pk).exists()
    )


def _read(order: Order) -> Any:
    """Return what the file holds: a boundary, drafts, or the layers of an OpenStreetMap extract."""
    if order.kind in {ImportKind.ROADS, ImportKind.POINTS} and order.file.format is Format.OSM:
        return osm.read(order.file, order.crs)
    return _DRAFTERS[order.kind](reading.features(order.file, order.crs))


def _keep_boundary(by: Actor, at: datetime, order: Order, content: BaseGeometry) -> Outcome:
    redrawn = districts.redraw(by=by, at=at, district_id=order.district_id, boundary=content, source_crs=order.crs)
    return Outcome(changed=int(redrawn), unchanged=int(not redrawn))


def _keep_zones(by: Actor, at: datetime, order: Order, content: list[ZoneDraft]) -> Outcome:
    return zones.replace(by=by, at=at, district_id=order.district_id, zones=content, from_day=order.from_day)


def _keep_roads(by: Actor, at: datetime, order: Order, content: OsmLayers | list[RoadDraft]) -> Outcome:
    drafts, backdrops = (content, None) if isinstance(content, list) else (content.roads, content.backdrops)
    outcome = roads.replace(by=by, at=at, district_id=order.district_id, roads=drafts, backdrops=backdrops)
    # An extract of roads alone says nothing of the points that another one brought.
    if not isinstance(content, list) and content.points:
        points.replace(by=by, at=at, district_id=order.district_id, points=content.points, source=PointSource.MAP)
    return outcome


def _keep_points(by: Actor, at: datetime, order: Order, content: OsmLayers | list[PointDraft]) -> Outcome:
    """Take points over from a list or from a map; each of the two replaces its own points only."""
    if isinstance(content, list):
        drafts, source = content, PointSource.LIST
    else:
        drafts, source = content.points, PointSource.MAP
        if not drafts:
            raise refuse(FaultRule.NOTHING_INSIDE)
    return points.replace(by=by, at=at, district_id=order.district_id, points=drafts, source=source)


def _keep_grids(by: Actor, at: datetime, order: Order, content: list[GridDraft]) -> Outcome:
    return plans.adopt(by=by, at=at, district_id=order.district_id, grids=content, from_day=order.from_day)


_DRAFTERS: dict[ImportKind, Callable[[list[Feature]], Any]] = {
    ImportKind.BOUNDARY: drafting.boundary_from,
    ImportKind.ZONES: drafting.zones_from,
    ImportKind.ROADS: drafting.roads_from,
    ImportKind.GRIDS: drafting.grids_from,
    ImportKind.POINTS: points_from,
}
_KEEPERS: dict[ImportKind, Callable[[Actor, datetime, Order, Any], Outcome]] = {
    ImportKind.BOUNDARY: _keep_boundary,
    ImportKind.ZONES: _keep_zones,
    ImportKind.ROADS: _keep_roads,
    ImportKind.GRIDS: _keep_grids,
    ImportKind.POINTS: _keep_points,
}
