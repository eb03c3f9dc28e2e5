"""Shops and companies as places that people name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.algorithms.address import Kind
from gridwarden.algorithms.address.reading import read
from gridwarden.grids.domain.places import PlaceDraft
from gridwarden.inspections.domain.words import PartyKind
from gridwarden.inspections.models import Party

if TYPE_CHECKING:
    from datetime import datetime


def parties(district_id: int, at: datetime) -> list[PlaceDraft]:  # noqa: ARG001 - parties have no end
    """Return the district's parties that are no persons: where somebody lives is nobody's business; one statement."""
    rows = Party.objects.filter(district=district_id).exclude(kind=PartyKind.PERSON).order_by("pk")
    return [_draft(party) for party in rows.defer("search")]


def _draft(party: Party) -> PlaceDraft:
    address = read(party.address)
    return PlaceDraft(
        source_key=str(party.pk),
        kind=Kind.PREMISES,
        name=party.name,
        road=address.text[:120],
        number=address.number,
        lon=party.place.x,
        lat=party.place.y,
    )
