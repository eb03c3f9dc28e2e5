"""What merging a case proposes: the twins by words and photos that the desk is shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gridwarden.cases.queries import candidates
from gridwarden.cases.queries.suggestions import Choice
from gridwarden.intake.queries import duplicates

if TYPE_CHECKING:
    from gridwarden.intake.queries.duplicates import DuplicateRow
    from gridwarden.platform.access import Actor


def _twins(actor: Actor, case_id: int) -> list[Choice]:
    return [Choice(row.case_id, row.number, _why(row), is_near=True) for row in duplicates.of_case(actor, case_id)]


def _why(row: DuplicateRow) -> str:
    """Return distance, likeness of photos, and what the case is about: short, for the line of a list."""
    parts = [_("%(metres)s m away") % {"metres": row.distance_m}]
    if row.photo_bits is not None:
        parts.append(_("photo alike"))
    parts.append(row.title or row.address or row.description[:20])
    return " · ".join(part for part in parts if part)


candidates.register("reports", _twins)
