"""Cases as points of a map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.gis.geos import Polygon
from django.utils.timezone import localtime

from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.cases.queries import lists
from gridwarden.cases.queries.rows import HEAVY, RELATED, CaseRow, case_row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from gridwarden.cases.queries.filters import CaseFilter
    from gridwarden.platform.access import Actor

#: A map shows at most this many, the newest first; what lies beyond is found by narrowing.
MOST_POINTS = 5000


def points(
    actor: Actor, wanted: CaseFilter, now: datetime, box: tuple[float, float, float, float] | None = None
) -> list[CaseRow]:
    """Return the newest cases that fit, within (west, south, east, north) degrees; one SQL statement."""
    cases = lists.matching(actor, wanted, now)
    if box is not None:
        area = Polygon.from_bbox(box)
        area.srid = STORED_SRID
        cases = cases.filter(place__bboverlaps=area)
    found = cases.select_related(*RELATED).defer(*HEAVY).order_by("-opened_at", "-id")[:MOST_POINTS]
    return [case_row(actor, case, now) for case in found]


def geojson(
    rows: Iterable[CaseRow], *, href: Callable[[CaseRow], str], note: Callable[[CaseRow], str]
) -> dict[str, Any]:
    """Return the cases as a GeoJSON collection in the form that the map reads (see ``platform.maps``)."""
    return {"type": "FeatureCollection", "features": [_feature(row, href(row), note(row)) for row in rows]}


def _feature(row: CaseRow, href: str, note: str) -> dict[str, Any]:
    due = f"{localtime(row.due_at):%m-%d %H:%M}" if row.due_at else ""
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": {"type": "Point", "coordinates": [round(row.lon, 6), round(row.lat, 6)]},
        "properties": {
            "number": row.number,
            "light": row.light or "",
            "item_class": row.item_class or "",
            "title": row.title,
            "note": " · ".join(part for part in (note, due) if part),
            "href": href,
        },
    }
