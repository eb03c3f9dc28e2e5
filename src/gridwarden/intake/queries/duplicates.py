"""Open cases that may be the matter that somebody tells right now."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.gis.geos import Polygon

from gridwarden.algorithms.duplicates import Candidate, Matter, Params
from gridwarden.algorithms.duplicates.solve import ranked
from gridwarden.cases.domain.states import CaseState as S
from gridwarden.cases.models import Case, Evidence
from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.intake.models import DuplicateRule
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments.models import Fingerprint
from gridwarden.platform.contacts import without_contacts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor

#: More open cases around one place are not compared, the newest are.
_MOST = 200
_DEGREE_M = 111_000.0
#: Until then two can be made one without calling anybody back.
_AT_THE_DESK = [state.value for state in (S.REPORTED, S.VERIFYING, S.VERIFIED, S.REGISTERED)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is being told: where (CGCS2000), when, and what is known so far."""

    lon: float
    lat: float
    at: datetime
    #: Number of the menu's item; 0 while nobody knows.
    item: int = 0
    text: str = ""
    photo_ids: tuple[UUID, ...] = ()
    #: Digests of photos that are not stored yet, 64 bits each.
    prints: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateRow:
    """An open case that may be the same, and why."""

    case_id: int
    number: str
    title: str
    address: str
    description: str
    opened_at: datetime
    score: float
    distance_m: int
    text_share: float
    #: In how many of 64 bits the likest photos differ; ``None`` where none are alike.
    photo_bits: int | None
    same_item: bool
    #: The first photo of the case, to look at.
    photo_id: UUID | None


def rule(district_id: int) -> Params:
    """Return what the district calls near, recent and alike; one statement."""
    row = DuplicateRule.objects.filter(district=district_id).first()
    if row is None:
        return Params()
    return Params(reach_m=float(row.reach_m), days=float(row.days), least_score=row.least_score / 100)


def near(actor: Actor, asked: Asked) -> tuple[DuplicateRow, ...]:
    """Return open cases that may be what is told, the likeliest first; five SQL statements at most.

    Only cases that ``actor`` may see, so that nobody learns of a case by asking for its twin.
    """
    params = rule(actor.district_id or 0)
    cases = {case.pk: case for case in _around(actor, asked, params)}
    if not cases:
        return ()
    photos = _photos(cases)
    prints = _prints({*asked.photo_ids, *(photo for found in photos.values() for photo in found)})
    known = (_matter(case, photos.get(case.pk, ()), prints) for case in cases.values())
    looks = (*asked.prints, *_all(asked.photo_ids, prints))
    told = Matter(0, asked.lon, asked.lat, asked.at.timestamp(), asked.item, asked.text, looks)
    rows = (_row(cases[one.key], one, photos.get(one.key, ())) for one in ranked(told, known, params))
    if actor.may(Permission.CASE_SEE_REPORTER):
        return tuple(rows)
    return tuple(
        replace(row, description=without_contacts(row.description), address=without_contacts(row.address))
        for row in rows
    )


def of_case(actor: Actor, case_id: int) -> tuple[DuplicateRow, ...]:
    """Return open cases that may be the same as this one, its photos compared too, until it is dispatched.

    Whatever channel it came by, the desk sees it here before anybody is sent out twice.
    """
    case = Case.objects.visible_to(actor).filter(pk=case_id, state__in=_AT_THE_DESK).select_related("condition__item")
    found = case.defer("search").first()
    if found is None:
        return ()
    item = found.condition.item.number if found.condition else 0
    photos = tuple(_photos([case_id]).get(case_id, ()))
    place, text = found.place, found.description
    asked = Asked(lon=place.x, lat=place.y, at=found.opened_at, item=item, text=text, photo_ids=photos)
    return tuple(row for row in near(actor, asked) if row.case_id != case_id)


def _around(actor: Actor, asked: Asked, params: Params) -> Iterable[Case]:
    up = params.reach_m / _DEGREE_M
    aside = up / max(math.cos(math.radians(asked.lat)), 0.01)
    box = Polygon.from_bbox((asked.lon - aside, asked.lat - up, asked.lon + aside, asked.lat + up))
    box.srid = STORED_SRID
    span = timedelta(days=params.days)
    found = Case.objects.visible_to(actor).open().filter(district=actor.district_id, place__bboverlaps=box)
    recent = found.filter(opened_at__range=(asked.at - span, asked.at + span))
    return recent.select_related("condition__item").defer("search").order_by("-opened_at", "-pk")[:_MOST]


def _photos(case_ids: Collection[int]) -> dict[int, list[UUID]]:
    pairs = Evidence.objects.filter(case__in=case_ids).order_by("case", "pk").values_list("case", "attachment")
    found: dict[int, list[UUID]] = {}
    for case_id, photo_id in pairs:
        found.setdefault(case_id, []).append(photo_id)
    return found


def _prints(photo_ids: Collection[UUID]) -> dict[UUID, list[int]]:
    found: dict[UUID, list[int]] = {}
    rows = Fingerprint.objects.filter(attachment__in=photo_ids).order_by("pk") if photo_ids else ()
    for row in rows:
        found.setdefault(row.attachment_id, []).append(row.phash)
    return found


def _all(photo_ids: Iterable[UUID], prints: dict[UUID, list[int]]) -> tuple[int, ...]:
    return tuple(one for photo_id in photo_ids for one in prints.get(photo_id, ()))


def _matter(case: Case, photo_ids: Iterable[UUID], prints: dict[UUID, list[int]]) -> Matter:
    item = case.condition.item.number if case.condition else 0
    at = case.opened_at.timestamp()
    return Matter(case.pk, case.place.x, case.place.y, at, item, case.description, _all(photo_ids, prints))


def _row(case: Case, one: Candidate, photos: list[UUID] | tuple[()]) -> DuplicateRow:
    return DuplicateRow(
        case_id=case.pk,
        number=case.number,
        title=case.condition.item.name if case.condition else "",
        address=case.address,
        description=case.description,
        opened_at=case.opened_at,
        score=round(one.score, 3),
        distance_m=round(one.distance_m),
        text_share=round(one.text, 3),
        photo_bits=one.photo_bits,
        same_item=one.same_sort,
        photo_id=photos[0] if photos else None,
    )
