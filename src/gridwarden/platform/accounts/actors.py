"""Build the acting person from an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.models import User


def actor_of(user: User, at: datetime) -> Actor:
    """Return what ``user`` is and may do at that moment; ``settings.ACTOR_PROVIDER`` knows."""
    actor: Actor = import_string(settings.ACTOR_PROVIDER)(user, at)
    return actor
