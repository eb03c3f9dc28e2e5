"""Find the party of a paper among those known, or take it up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.contrib.gis.geos import Point

from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.inspections.domain import party_codes, phones
from gridwarden.inspections.domain.errors import PartyUnnamed
from gridwarden.inspections.domain.words import PartyKind
from gridwarden.inspections.models import Party
from gridwarden.inspections.queries import parties
from gridwarden.inspections.queries.parties import Likeness
from gridwarden.platform.sealing import blind_index, seal
from gridwarden.platform.search.expressions import vector

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenParty:
    """Whom a paper is for: one that is known (``party_id``), or a description."""

    party_id: int | None = None
    kind: PartyKind = PartyKind.SHOP
    name: str = ""
    phone: str = ""
    #: Credit code of a company, identity number of a person.
    code: str = ""
    legal_representative: str = ""
    address: str = ""


def settle(given: GivenParty, *, by: Actor, at: datetime, district_id: int, lon: float, lat: float) -> Party:
    """Return the party, known or new, with what is now known of it.

    Raises:
        PartyCodeWrong: what is given as its number is none.
        PartyPhoneWrong: what is given as its telephone is none.
    """
    given = replace(given, code=party_codes.settled(given.kind, given.code), phone=phones.settled(given.phone))
    party = _known(given, by=by, district_id=district_id, lon=lon, lat=lat)
    if party is None:
        party = Party(
            district_id=district_id,
            kind=given.kind.value,
            name=given.name.strip(),
            place=Point(lon, lat, srid=STORED_SRID),
            created_at=at,
        )
    _learn(party, given)
    party.search = vector(party.name, party.address)
    party.save()
    return party


def _known(given: GivenParty, *, by: Actor, district_id: int, lon: float, lat: float) -> Party | None:
    if given.party_id is not None:
        return parties.get(by, given.party_id)
    if not given.name.strip():
        raise PartyUnnamed("A paper names whom it is for.", party_name="is missing")
    like = Likeness(name=given.name.strip(), phone=given.phone, code=given.code.strip(), lon=lon, lat=lat)
    return parties.same(district_id, like)


def _learn(party: Party, given: GivenParty) -> None:
    """Keep what was not known; what is left empty takes nothing away."""
    if phone := given.phone:
        party.phone = seal(phone, place="party.phone")
        party.phone_index = blind_index(phone, place="party.phone")
    if code := given.code.strip():
        party.code = seal(code, place="party.code")
        party.code_index = blind_index(code, place="party.code")
    party.legal_representative = given.legal_representative.strip() or party.legal_representative
    party.address = given.address.strip() or party.address
