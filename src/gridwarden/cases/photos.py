"""Who may see the photos of a case: whoever may see the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.queries import findings, visibility
from gridwarden.platform.attachments.access import visible

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


@visible("case")
def sees(actor: Actor, case_id: int) -> bool:
    """Return whether the actor may see photos of the case, also where one is laid beside its copy for judging."""
    return visibility.sees_photos(actor, case_id) or findings.shown_to(actor, case_id)
