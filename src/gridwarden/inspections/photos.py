"""Who may see the pictures of a paper: whoever may see the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.inspections.queries import visibility
from gridwarden.platform.attachments.access import visible

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


@visible("notice")
def sees(actor: Actor, notice_id: int) -> bool:
    """Return whether the actor may see pictures of the paper."""
    return visibility.sees(actor, notice_id)
