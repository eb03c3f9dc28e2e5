"""Whose reporters hear of a case, and in which case a merged one goes on."""

from __future__ import annotations

from gridwarden.cases.models import Case


def threads_of(case_id: int) -> list[int]:
    """Return the cases whose reporters hear what ``case_id`` says: it, all merged into it, and its whole's."""
    whole = Case.objects.values_list("parent", flat=True).get(pk=case_id)
    found, fresh = [], [pk for pk in (case_id, whole) if pk]
    while fresh:
        found += fresh
        fresh = list(Case.objects.filter(merged_into__in=fresh).order_by("pk").values_list("pk", flat=True))
    return found


def goes_on_in(case: Case) -> Case:
    """Return the case that stands for ``case`` today: itself, or the end of its chain of mergings."""
    while case.merged_into_id is not None:
        case = Case.objects.defer("search").get(pk=case.merged_into_id)
    return case
