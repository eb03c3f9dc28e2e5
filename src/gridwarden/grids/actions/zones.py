"""Say which parts of the district are core, town, village, water, or excluded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.grids.actions.guards import editable
from gridwarden.grids.actions.outcome import Outcome
from gridwarden.grids.models import Zone
from gridwarden.grids.models.conversion import to_polygons, to_shapely
from gridwarden.grids.queries.days import day_of
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from gridwarden.grids.domain.drafts import ZoneDraft
    from gridwarden.platform.access import Actor

_Key = tuple[str, str, bytes]


class LaterZones(Conflict):
    """Zones that begin later are already there; what lies behind them cannot change."""

    code = "later_zones"


@transaction.atomic
def replace(
    *, by: Actor, at: datetime, district_id: int, zones: Sequence[ZoneDraft], from_day: date | None = None
) -> Outcome:
    """Make ``zones`` all the zones of a district from a day (today unless given) on; history keeps the old ones."""
    district = editable(by, district_id)
    day = from_day or day_of(at)
    if Zone.objects.filter(district=district, valid_from__gt=day).exists():
        raise LaterZones("Zones that begin later are already there.", from_day="too early")
    old = {_key(zone.kind, zone.name, zone): zone for zone in Zone.objects.on(day).filter(district=district)}
    new = {(draft.kind.value, draft.name, to_shapely(to_polygons(draft.geometry)).wkb): draft for draft in zones}
    closed = _close([zone for key, zone in old.items() if key not in new], day)
    opened = [_opened(district.pk, draft, day) for key, draft in new.items() if key not in old]
    Zone.objects.bulk_create(opened)
    outcome = Outcome(added=len(opened), closed=closed, unchanged=len(new) - len(opened))
    if opened or closed:
        record(
            "grids.zones_replaced",
            by=by,
            at=at,
            subject_type="district",
            subject_id=district.pk,
            district_id=district.pk,
            from_day=day.isoformat(),
            **outcome.as_dict(),
        )
    return outcome


def _key(kind: str, name: str, zone: Zone) -> _Key:
    return kind, name, to_shapely(zone.geom).wkb


def _close(zones: Sequence[Zone], day: date) -> int:
    """End zones; those that began on that very day never were."""
    begun = [zone.pk for zone in zones if zone.valid_from == day]
    Zone.objects.filter(pk__in=begun).delete()
    Zone.objects.filter(pk__in=[zone.pk for zone in zones if zone.valid_from < day]).update(valid_to=day)
    return len(zones)


def _opened(district_id: int, draft: ZoneDraft, day: date) -> Zone:
    return Zone(
        district_id=district_id,
        kind=draft.kind.value,
        name=draft.name,
        geom=to_polygons(draft.geometry),
        valid_from=day,
    )
