"""From ids that a form or request brings to what the rules look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from gridwarden.cases.domain.errors import WrongMainCase, WrongPerson, WrongUnit
from gridwarden.cases.domain.situation import CaseUnit, Inputs
from gridwarden.cases.models import Case, EvidenceKind
from gridwarden.cases.queries.chains import case_unit
from gridwarden.menu.queries import menus
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.accounts.models import User
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody brings along to a move, as ids."""

    text: str = ""
    unit_id: int | None = None
    unit_ids: tuple[int, ...] = ()
    #: Account of the person to be sent.
    person_id: int | None = None
    condition_id: int | None = None
    #: The case that goes on for this one, by its key or its number.
    case_id: int | None = None
    case_number: str = ""
    #: Up to when the case is put aside.
    until: datetime | None = None
    #: Attachment ids by what they show.
    photos: Mapping[EvidenceKind, Collection[UUID]] = field(default_factory=dict)


def inputs_of(given: Given, district_id: int, at: datetime) -> Inputs:
    """Look up what was given; only what is there costs a statement."""
    units = _units([*([given.unit_id] if given.unit_id else []), *given.unit_ids], district_id, at)
    count = {kind: len(set(ids)) for kind, ids in given.photos.items()}
    return Inputs(
        text=given.text,
        unit=units[given.unit_id] if given.unit_id else None,
        units=tuple(units[unit_id] for unit_id in dict.fromkeys(given.unit_ids)),
        person=_person(given.person_id, at) if given.person_id else None,
        condition_id=_condition(given.condition_id, district_id) if given.condition_id else None,
        photos_before=count.get(EvidenceKind.BEFORE, 0),
        photos_after=count.get(EvidenceKind.AFTER, 0),
        photos_check=count.get(EvidenceKind.CHECK, 0),
        photos_paper=count.get(EvidenceKind.PAPER, 0),
        suspended_until=given.until,
        merged_into_id=main_case(given, district_id),
    )


def main_case(given: Given, district_id: int) -> int | None:
    """Return the key of the case that was named, or refuse one that the district does not have."""
    if not given.case_id and not given.case_number.strip():
        return None
    wanted = {"pk": given.case_id} if given.case_id else {"number": given.case_number.strip()}
    found = Case.objects.filter(district=district_id, **wanted).values_list("pk", flat=True).first()
    if found is None:
        raise WrongMainCase("There is no such case.", case_id="is unknown")
    return found


def _units(unit_ids: list[int], district_id: int, at: datetime) -> dict[int, CaseUnit]:
    if not unit_ids:
        return {}
    units = Unit.objects.on(localdate(at)).filter(district=district_id, pk__in=unit_ids)
    found = {unit.pk: case_unit(unit) for unit in units}
    if missing := set(unit_ids) - set(found):
        raise WrongUnit("There is no such unit.", unit=f"unknown: {sorted(missing)}")
    return found


def _person(user_id: int, at: datetime) -> Actor:
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        raise WrongPerson("There is no such person.", person="is unknown")
    return actor_of(user, at)


def _condition(condition_id: int, district_id: int) -> int:
    found = menus.condition(condition_id)
    if found.district_id != district_id or not found.is_published:
        raise menus.NoSuchCondition("There is no such condition.")
    return found.id
