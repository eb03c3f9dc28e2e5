"""Cases that are likely the same as another one.

Place and condition are known here. Contexts above, which compare words and photos, register what they find.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.contrib.gis.geos import Polygon

from gridwarden.algorithms.geodesy import distance_m
from gridwarden.cases.domain.merging import NEAR_M, RECENT
from gridwarden.cases.models import Case
from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.cases.queries.suggestions import Choice
from gridwarden.platform.contacts import without_contacts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gridwarden.cases.models.case_query import CaseQuerySet
    from gridwarden.platform.access import Actor

#: So many are proposed, the nearest first.
MOST = 5
#: Degrees that are surely more than ``NEAR_M`` on the ground anywhere in the country.
_REACH = 0.001


_SOURCES: dict[str, Callable[[Actor, int], Sequence[Choice]]] = {}


def register(name: str, source: Callable[[Actor, int], Sequence[Choice]]) -> None:
    """Have ``source`` asked for a case's twins; a name once taken keeps its newest source.

    It takes whoever asks and the case's id, and returns open cases that they may see, the likeliest first.
    """
    _SOURCES[name] = source


def proposed(case: Case, actor: Actor) -> list[Choice]:
    """Return the cases into which this one may go: twins that others know first, then those near by, each once."""
    found: dict[int, Choice] = {}
    for ask in _SOURCES.values():
        for twin in ask(actor, case.pk)[:MOST]:
            found.setdefault(twin.id, replace(twin, is_twin=True))
    for near in choices(case):
        found.setdefault(near.id, near)
    return list(found.values())


def choices(case: Case) -> list[Choice]:
    """Return the open cases of the same condition within 50 m and a week, the nearest first; one SQL statement."""
    found = [(_away(case, other), other) for other in _around(case)]
    near = sorted(((away, other) for away, other in found if away <= NEAR_M), key=lambda pair: (pair[0], pair[1].pk))
    return [
        Choice(other.pk, other.number, f"{away:.0f} m · {_told(other)}", is_near=True) for away, other in near[:MOST]
    ]


def _told(case: Case) -> str:
    return without_contacts(case.address or case.description[:20])


def _around(case: Case) -> CaseQuerySet:
    x, y = case.place.x, case.place.y
    box = Polygon.from_bbox((x - _REACH, y - _REACH, x + _REACH, y + _REACH))
    box.srid = STORED_SRID
    recent = (case.opened_at - RECENT, case.opened_at + RECENT)
    same = Case.objects.open().filter(district=case.district_id, condition=case.condition_id, opened_at__range=recent)
    return same.filter(place__bboverlaps=box).exclude(pk=case.pk).defer("search")


def _away(one: Case, other: Case) -> float:
    return distance_m(one.place.x, one.place.y, other.place.x, other.place.y)
