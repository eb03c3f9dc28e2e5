"""Fetch one case for somebody; whoever may not know of it hears that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.cases.domain.errors import CaseNotFound
from gridwarden.cases.models import Case
from gridwarden.cases.queries.rows import HEAVY

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

#: Of the district a page needs the code.
_OUTLINES = ("district__boundary", "district__shape")


def get(actor: Actor, case_id: int) -> Case:
    """Return the case with what every page shows of it, or refuse as if there were none."""
    return _one(actor, pk=case_id)


def by_number(actor: Actor, number: str) -> Case:
    """Return the case of the actor's district with this number, or refuse as if there were none."""
    return _one(actor, number=number)


def sees(actor: Actor, case_id: int) -> bool:
    """Return whether the actor may know of the case."""
    return Case.objects.visible_to(actor).filter(pk=case_id).exists()


def sees_photos(actor: Actor, case_id: int) -> bool:
    """Return whether the actor may see the photos of a case: its own readers, and those of the case it goes on in."""
    main = Case.objects.filter(pk=case_id).values("merged_into")
    return Case.objects.visible_to(actor).filter(Q(pk=case_id) | Q(pk__in=main)).exists()


def _one(actor: Actor, **wanted: int | str) -> Case:
    related = ("condition__item__menu", "grid", "owner_unit__parent", "handler", "verifier", "checker", "district")
    case = Case.objects.visible_to(actor).select_related(*related).defer(*HEAVY, *_OUTLINES).filter(**wanted).first()
    if case is None:
        raise CaseNotFound("There is no such case.")
    return case
