"""Parties: found by what an officer knows of them, with what they were served before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.gis.geos import Point
from django.contrib.gis.measure import Distance
from django.db.models import Count, Q
from django.utils.timezone import localdate

from gridwarden.algorithms.geodesy import METRES_A_DEGREE
from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.inspections.domain.errors import NoSuchParty
from gridwarden.inspections.domain.words import Alike, NoticeState, PaperKind, PartyKind
from gridwarden.inspections.models import Notice, Party
from gridwarden.inspections.queries.rows import opened_phone
from gridwarden.platform.access import Permission
from gridwarden.platform.sealing import blind_index
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page

#: A shop is where it was; phones miss by some metres.
SAME_PLACE_M = 50
#: How far round an officer parties are offered.
NEAR_M = 120
#: Degrees that are surely more than a metre on the ground anywhere in the country: what the index looks up.
_DEGREES_A_METRE = 2 / METRES_A_DEGREE
_DIGITS_OF_A_PHONE = 7
_NOT_VOID = ~Q(papers__state=NoticeState.VOID.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyRow:
    """A party with how often it was served, and how often in vain."""

    id: int
    kind: PartyKind
    name: str
    phone: str
    legal_representative: str
    address: str
    papers: int
    in_vain: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRow:
    """An earlier paper to what seems to be the same party; enough to know, without opening the case."""

    number: str
    kind: PaperKind
    day: date
    item_name: str
    party_name: str
    state: NoticeState
    alike: Alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """By what a party is recognised."""

    party_id: int | None = None
    name: str = ""
    phone: str = ""
    code: str = ""
    lon: float | None = None
    lat: float | None = None


def search(actor: Actor, text: str, lon: float | None = None, lat: float | None = None) -> list[PartyRow]:
    """Return up to eight parties by name, address or whole telephone number, or those near a place; one statement."""
    actor.require(Permission.NOTICE_ISSUE)
    parties = Party.objects.filter(district=actor.district_id)
    words = text.strip()
    if words:
        found = parties.filter(Q(search__holds=words) | _has_phone(words))
    elif lon is not None and lat is not None:
        found = parties.filter(_within(lon, lat, NEAR_M))
    else:
        return []
    return [_row(one, actor) for one in _counted(found).order_by("-in_vain", "-number", "-pk")[:8]]


def page(actor: Actor, text: str = "", *, phone: str = "", cursor: str | None = None) -> Page[PartyRow]:
    """Return the district's parties, those who disobeyed most often first; one SQL statement."""
    parties = Party.objects.filter(district=actor.district_id)
    if phone:
        parties = parties.filter(_has_phone(phone))
    elif text.strip():
        parties = parties.filter(search__holds=text.strip())
    found = paging.page(_counted(parties), order=("-in_vain", "-number", "-id"), cursor=cursor)
    return found.map(lambda one: _row(one, actor))


def get(actor: Actor, party_id: int) -> Party:
    """Return a party of the actor's district."""
    party = Party.objects.filter(district=actor.district_id, pk=party_id).first()
    if party is None:
        raise NoSuchParty("There is no such party.")
    return party


def same(district_id: int, like: Likeness) -> Party | None:
    """Return the party that a description names beyond doubt."""
    condition = Q(name=like.name) & (_near(like) | _phone(like))
    if like.code:
        condition |= Q(code_index=blind_index(like.code, place="party.code"))
    if not like.name and not like.code:
        return None
    return Party.objects.filter(district=district_id).filter(condition).order_by("pk").first()


def earlier(actor: Actor, like: Likeness, *, most: int = 10) -> list[EarlierRow]:
    """Return earlier papers to what seems to be the same party, newest first; one SQL statement.

    Shown to everybody who issues papers, whatever grid they lie in: repeat offenders move.
    """
    actor.require(Permission.NOTICE_ISSUE)
    reasons = _reasons(like)
    if not reasons:
        return []
    condition = Q()
    for reason in reasons.values():
        condition |= reason
    parties = Party.objects.filter(district=actor.district_id).filter(condition)
    found = (
        Notice.objects.filter(party__in=parties.values("pk"))
        .exclude(state=NoticeState.VOID.value)
        .select_related("condition__item", "party")
        .order_by("-issued_at", "-pk")[:most]
    )
    return [_earlier(notice, like) for notice in found]


def _reasons(like: Likeness) -> dict[Alike, Q]:
    reasons: dict[Alike, Q] = {}
    if like.party_id:
        reasons[Alike.SAME_PARTY] = Q(pk=like.party_id)
    if like.code:
        reasons[Alike.SAME_CODE] = Q(code_index=blind_index(like.code, place="party.code"))
    if like.phone:
        reasons[Alike.SAME_PHONE] = _phone(like)
    if like.name and like.lon is not None:
        reasons[Alike.SAME_NAME_NEAR] = Q(name=like.name) & _near(like)
    return reasons


def _earlier(notice: Notice, like: Likeness) -> EarlierRow:
    return EarlierRow(
        number=notice.number,
        kind=PaperKind(notice.kind),
        day=localdate(notice.issued_at),
        item_name=notice.condition.item.name,
        party_name=notice.party_name,
        state=NoticeState(notice.state),
        alike=_alike(notice.party, like),
    )


def _alike(party: Party, like: Likeness) -> Alike:
    if party.pk == like.party_id:
        return Alike.SAME_PARTY
    if like.code and bytes(party.code_index) == blind_index(like.code, place="party.code"):
        return Alike.SAME_CODE
    if like.phone and bytes(party.phone_index) == blind_index(like.phone, place="party.phone"):
        return Alike.SAME_PHONE
    return Alike.SAME_NAME_NEAR


def _near(like: Likeness) -> Q:
    if like.lon is None or like.lat is None:
        return Q(pk__in=[])
    return _within(like.lon, like.lat, SAME_PLACE_M)


def _within(lon: float, lat: float, away_m: float) -> Q:
    here = Point(lon, lat, srid=STORED_SRID)
    return Q(place__dwithin=(here, away_m * _DEGREES_A_METRE), place__distance_lte=(here, Distance(m=away_m)))


def _phone(like: Likeness) -> Q:
    return Q(phone_index=blind_index(like.phone, place="party.phone")) if like.phone else Q(pk__in=[])


def is_phone(words: str) -> bool:
    """Return whether the words may be a telephone number: such words stand in no address."""
    return sum(sign.isdigit() for sign in words) >= _DIGITS_OF_A_PHONE


def _has_phone(words: str) -> Q:
    if not is_phone(words):
        return Q(pk__in=[])
    return Q(phone_index=blind_index(words, place="party.phone"))


def _counted(parties: QuerySet[Party]) -> QuerySet[Any]:
    return parties.defer("search").annotate(
        number=Count("papers", filter=_NOT_VOID),
        in_vain=Count("papers", filter=Q(papers__state=NoticeState.NOT_CORRECTED.value)),
    )


def _row(party: Any, actor: Actor) -> PartyRow:
    """Return a party with the counts of ``_counted``."""
    return PartyRow(
        id=party.pk,
        kind=PartyKind(party.kind),
        name=party.name,
        phone=opened_phone(party.phone, actor, place="party.phone"),
        legal_representative=party.legal_representative,
        address=party.address,
        papers=party.number,
        in_vain=party.in_vain,
    )
