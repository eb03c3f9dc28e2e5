"""Gather the places that people name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.gis.geos import Point
from django.db import transaction
from django.db.models import F

from gridwarden.grids.domain.places import sources
from gridwarden.grids.models import Gazetteer, Place
from gridwarden.grids.models.columns import STORED_SRID
from gridwarden.grids.queries import points
from gridwarden.grids.queries.places import territory

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.grids.domain.places import PlaceDraft

_COLUMNS = ("kind", "name", "road", "cross_road", "number", "area", "place")
_BATCH = 1000
#: The source of points of interest among the places.
POINTS = "points"


@transaction.atomic
def gather(*, at: datetime, district_id: int) -> int:
    """Ask every source for its places of a district, and forget what none knows any more; return how many there are.

    Places are derived from what is recorded elsewhere, so this leaves no line in the audit trail.
    """
    book, _ = Gazetteer.objects.select_for_update().get_or_create(district_id=district_id)
    found = {"territory": territory(district_id, at), POINTS: points.named(district_id, at)}
    found |= {name: source(district_id, at) for name, source in sources().items()}
    kept = sum(_replace(district_id, name, drafts) for name, drafts in found.items())
    Place.objects.filter(district=district_id).exclude(source__in=found).delete()
    Gazetteer.objects.filter(pk=book.pk).update(version=F("version") + 1, gathered_at=at)
    return kept


@transaction.atomic
def gather_points(*, at: datetime, district_id: int) -> int:
    """Bring the points of interest alone up to date, so that a change is found at once; return how many there are."""
    book, _ = Gazetteer.objects.select_for_update().get_or_create(district_id=district_id)
    kept = _replace(district_id, POINTS, points.named(district_id, at))
    Gazetteer.objects.filter(pk=book.pk).update(version=F("version") + 1)
    return kept


def _replace(district_id: int, source: str, drafts: list[PlaceDraft]) -> int:
    rows = {draft.source_key: _row(district_id, source, draft) for draft in drafts}
    Place.objects.filter(district=district_id, source=source).exclude(source_key__in=rows).delete()
    Place.objects.bulk_create(
        rows.values(),
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["district", "source", "source_key"],
        update_fields=_COLUMNS,
    )
    return len(rows)


def _row(district_id: int, source: str, draft: PlaceDraft) -> Place:
    return Place(
        district_id=district_id,
        source=source,
        source_key=draft.source_key,
        kind=draft.kind.value,
        name=draft.name,
        road=draft.road,
        cross_road=draft.cross_road,
        number=draft.number,
        area=draft.area,
        place=Point(draft.lon, draft.lat, srid=STORED_SRID),
    )
