"""Keep a contractor's crews."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gridwarden.inspections.domain.slips import CrewNameTaken, NoSuchCrew
from gridwarden.inspections.models import Crew, CrewMember
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class CrewContent:
    """What a contractor says of a crew; members are (name, telephone)."""

    name: str
    phone: str = ""
    members: tuple[tuple[str, str], ...] = ()
    is_active: bool = True


@transaction.atomic
def form(*, by: Actor, at: datetime, content: CrewContent) -> Crew:
    """Form a crew of the actor's own contractor."""
    by.require(Permission.CREW_EDIT)
    return _store(Crew(district_id=by.district_id or 0, unit_id=by.unit_id or 0), content, by, at)


@transaction.atomic
def revise(*, by: Actor, at: datetime, crew_id: int, content: CrewContent) -> Crew:
    """Change a crew, or let it rest; the slips it was sent for keep it."""
    by.require(Permission.CREW_EDIT)
    crew = Crew.objects.select_for_update().filter(pk=crew_id, unit=by.unit_id, district=by.district_id).first()
    if crew is None:
        raise NoSuchCrew("There is no such crew.")
    return _store(crew, content, by, at)


def _store(crew: Crew, content: CrewContent, by: Actor, at: datetime) -> Crew:
    crew.name, crew.phone, crew.is_active = content.name.strip(), content.phone.strip(), content.is_active
    if Crew.objects.filter(unit=crew.unit_id, name=crew.name).exclude(pk=crew.pk).exists():
        raise CrewNameTaken("There is a crew of this name.", name="taken")
    try:
        with transaction.atomic():
            crew.save()
    except IntegrityError as error:
        if "inspections_crew_name_once" not in str(error):
            raise
        raise CrewNameTaken("There is a crew of this name.", name="taken") from error
    CrewMember.objects.filter(crew=crew).delete()
    members = {name.strip(): phone.strip() for name, phone in content.members if name.strip()}
    CrewMember.objects.bulk_create(CrewMember(crew=crew, name=name, phone=phone) for name, phone in members.items())
    trail.record(
        "crew.kept",
        by=by,
        at=at,
        subject_type="crew",
        subject_id=crew.pk,
        district_id=crew.district_id,
        name=crew.name,
        members=len(members),
        is_active=crew.is_active,
    )
    return crew
