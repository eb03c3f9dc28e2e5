"""Cases whose item people have confirmed: what a version learns from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.models import Case
from gridwarden.platform.contacts import without_contacts

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.models.case_query import CaseQuerySet

#: The newest so many: words change.
MOST = 5000


def texts(district_id: int) -> list[tuple[str, str]]:
    """Return what was said of registered cases, without telephones and numbers of persons, and the item's name."""
    newest = _registered(district_id).order_by("-registered_at", "-pk")[:MOST]
    pairs = newest.values_list("description", "condition__item__name")
    return [(without_contacts(text), name or "") for text, name in pairs]


def since(district_id: int, moment: datetime) -> list[tuple[int, str, str]]:
    """Return key, text and item's name of cases registered since ``moment``, the oldest first."""
    later = _registered(district_id).filter(registered_at__gt=moment).order_by("registered_at", "pk")[:MOST]
    rows = later.values_list("pk", "description", "condition__item__name")
    return [(case_id, text, name or "") for case_id, text, name in rows]


def _registered(district_id: int) -> CaseQuerySet:
    confirmed = Case.objects.filter(district=district_id, registered_at__isnull=False, condition__isnull=False)
    return confirmed.exclude(description="")
