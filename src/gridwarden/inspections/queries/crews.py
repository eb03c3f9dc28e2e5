"""Crews of contractors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from gridwarden.inspections.domain.slips import NoSuchCrew
from gridwarden.inspections.models import Crew
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewRow:
    """A crew with its people."""

    id: int
    name: str
    phone: str
    unit_id: int
    unit_name: str
    is_active: bool
    members: tuple[tuple[str, str], ...]
    #: Slips for which it was sent.
    sent: int


def page(actor: Actor, *, cursor: str | None = None) -> Page[CrewRow]:
    """Return one page of the crews in sight; two SQL statements."""
    return paging.page(_known(actor), order=("unit_id", "name", "id"), cursor=cursor).map(_row)


def one(actor: Actor, crew_id: int) -> CrewRow:
    """Return one crew, or refuse as if there were none."""
    found = _known(actor).filter(pk=crew_id).first()
    if found is None:
        raise NoSuchCrew("There is no such crew.")
    return _row(found)


def of_unit(actor: Actor, unit_id: int) -> list[tuple[int, str]]:
    """Return the crews of a contractor that can be sent; one SQL statement."""
    crews = Crew.objects.visible_to(actor).filter(unit=unit_id, is_active=True).order_by("name", "pk")
    return list(crews.values_list("pk", "name"))


def _known(actor: Actor) -> QuerySet[Crew]:
    crews = Crew.objects.visible_to(actor).select_related("unit").prefetch_related("members")
    return crews.annotate(sent=Count("assignments__slip", distinct=True))


def _row(crew: Crew) -> CrewRow:
    return CrewRow(
        id=crew.pk,
        name=crew.name,
        phone=crew.phone,
        unit_id=crew.unit_id,
        unit_name=crew.unit.name,
        is_active=crew.is_active,
        members=tuple((one.name, one.phone) for one in sorted(crew.members.all(), key=lambda member: member.pk)),
        sent=getattr(crew, "sent", 0),
    )
