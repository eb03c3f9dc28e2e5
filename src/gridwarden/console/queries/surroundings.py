"""What lies around a case: other cases, cameras, and who could come."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.contrib.gis.geos import Polygon

from gridwarden.algorithms.geodesy import distance_m
from gridwarden.cases.models import Case
from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.cases.queries import visibility
from gridwarden.cases.queries.rows import HEAVY, RELATED, CaseRow, case_row
from gridwarden.patrols.queries.nearest import FreeOne, nearest
from gridwarden.platform.access import Permission
from gridwarden.video.queries import sources
from gridwarden.video.queries.sources import SourceRow
from gridwarden.workforce.queries import duty

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.queries.duty import OnDuty

_Placed = TypeVar("_Placed", CaseRow, SourceRow)

RADIUS_M = 500
#: So many cases are named, the nearest first.
MOST = 20
_DEGREE_M = 111_320.0


@dataclass(frozen=True, slots=True)
class Around:
    """A case and what is within ``RADIUS_M`` of it, each with its metres in a straight line (people: by road)."""

    case: CaseRow
    cases: list[tuple[CaseRow, int]]
    more: int
    cameras: list[tuple[SourceRow, int]]
    people: list[FreeOne]
    on_duty: list[OnDuty]


def around(actor: Actor, case_id: int, now: datetime) -> Around:
    """Return the surroundings of a case in sight, or refuse as if there were none; seven SQL statements at most."""
    case = case_row(actor, visibility.get(actor, case_id), now)
    near = _cases(actor, case, now)
    return Around(
        case=case,
        cases=near[:MOST],
        more=max(len(near) - MOST, 0),
        cameras=_cameras(actor, case) if actor.may(Permission.VIDEO_SEE) else [],
        people=nearest(actor, case.lon, case.lat, now) if actor.may(Permission.DEVICE_SEE) else [],
        on_duty=duty.on_duty(case.grid_id, now) if case.grid_id else [],
    )


def _cases(actor: Actor, case: CaseRow, now: datetime) -> list[tuple[CaseRow, int]]:
    high = RADIUS_M / _DEGREE_M
    wide = high / max(math.cos(math.radians(case.lat)), 0.01)
    box = Polygon.from_bbox((case.lon - wide, case.lat - high, case.lon + wide, case.lat + high))
    box.srid = STORED_SRID
    found = Case.objects.visible_to(actor).open().filter(place__bboverlaps=box).exclude(pk=case.id)
    rows = [case_row(actor, one, now) for one in found.select_related(*RELATED).defer(*HEAVY)]
    return _within(case, rows)


def _cameras(actor: Actor, case: CaseRow) -> list[tuple[SourceRow, int]]:
    return _within(case, list(sources.on_map(actor)))


def _within(case: CaseRow, rows: list[_Placed]) -> list[tuple[_Placed, int]]:
    placed = [(row, distance_m(case.lon, case.lat, row.lon or 0.0, row.lat or 0.0)) for row in rows]
    near = sorted(((row, far) for row, far in placed if far <= RADIUS_M), key=lambda pair: (pair[1], pair[0].id))
    return [(row, round(far)) for row, far in near]
