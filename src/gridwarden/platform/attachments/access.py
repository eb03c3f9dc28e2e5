"""Who may see a photo: whoever may see what it belongs to. Each context says so for its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.models import Attachment

_rules: dict[str, Callable[[Actor, int], bool]] = {}


def visible(owner_type: str) -> Callable[[Callable[[Actor, int], bool]], Callable[[Actor, int], bool]]:
    """Have the decorated ``(actor, owner_id) -> bool`` decide for photos of ``owner_type``."""

    def register(rule: Callable[[Actor, int], bool]) -> Callable[[Actor, int], bool]:
        _rules[owner_type] = rule
        return rule

    return register


def may_see(actor: Actor, photo: Attachment) -> bool:
    """Return whether ``actor`` may see ``photo``; without a rule nobody may."""
    if actor.is_system:
        return True
    if actor.user_id is None or actor.district_id != photo.district_id:
        return False
    if not photo.owner_type:
        return actor.user_id == photo.uploaded_by_id
    rule = _rules.get(photo.owner_type)
    return rule is not None and photo.owner_id is not None and rule(actor, photo.owner_id)
