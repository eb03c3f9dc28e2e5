"""Open cases to which a photo of a vehicle's camera may belong."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.timezone import localtime

from gridwarden.algorithms.geodesy import distance_m
from gridwarden.cases.queries import points
from gridwarden.cases.queries.filters import CaseFilter

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.queries.rows import CaseRow
    from gridwarden.platform.access import Actor

#: A street block; what a camera shows is seldom farther from where it stood.
REACH_M = 300
#: Cases opened so long before or after the photo.
SPAN = timedelta(days=30)
#: So many are offered, the nearest first.
MOST = 8
_DEGREE_M = 111_320.0


@dataclass(frozen=True, slots=True)
class NearCase:
    """A case with its metres from the photo's place."""

    case: CaseRow
    metres: int


def near(actor: Actor, lon: float, lat: float, taken_at: datetime, now: datetime) -> list[NearCase]:
    """Return open cases in sight around a place and a moment, the nearest first; one SQL statement."""
    up = REACH_M / _DEGREE_M
    aside = up / max(math.cos(math.radians(lat)), 0.01)
    days = (localtime(taken_at - SPAN).date(), localtime(taken_at + SPAN).date())
    wanted = CaseFilter(open_only=True, opened_from=days[0], opened_to=days[1])
    found = points.points(actor, wanted, now, (lon - aside, lat - up, lon + aside, lat + up))
    placed = [NearCase(case, round(distance_m(lon, lat, case.lon, case.lat))) for case in found]
    within = [one for one in placed if one.metres <= REACH_M]
    return sorted(within, key=lambda one: (one.metres, -one.case.id))[:MOST]
