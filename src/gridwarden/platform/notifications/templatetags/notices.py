"""The number on the bell: ``{% load notices %}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from gridwarden.platform.notifications.queries import unread_count

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor

register = template.Library()

#: A larger number says no more than this one with a plus.
LARGEST_SHOWN = 99


@register.simple_tag
def unread(actor: Actor) -> str:
    """Return the number of unread notices as the bell shows it, empty for none."""
    count = unread_count(actor)
    return f"{LARGEST_SHOWN}+" if count > LARGEST_SHOWN else str(count or "")
