"""Build the acting person from an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.utils.module_loading import import_string

from gridwarden.platform.accounts.lifetimes import lifetime_of
from gridwarden.platform.accounts.obligations import owed
from gridwarden.platform.accounts.sessions import BEGAN_AT, SECOND_FACTOR, SEEN_AT, SessionStore, moment

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.models import User


def actor_of(user: User, at: datetime) -> Actor:
    """Return what ``user`` is and may do at that moment; ``settings.ACTOR_PROVIDER`` knows."""
    actor: Actor = import_string(settings.ACTOR_PROVIDER)(user, at)
    return actor


def actor_of_session(session_key: str | None, at: datetime) -> Actor | None:
    """Return who is logged in under ``session_key``, for servers that do not run Django's middleware.

    ``None`` for nobody, for a session that is over, and for somebody who owes a password or second factor.
    """
    request = HttpRequest()
    request.session = SessionStore(session_key)
    user = get_user(request)
    if not user.is_authenticated:
        return None
    actor = actor_of(user, at)
    notes = request.session
    began_at, seen_at = moment(notes.get(BEGAN_AT)), moment(notes.get(SEEN_AT))
    over = began_at and seen_at and lifetime_of(actor.roles).is_over(began_at=began_at, seen_at=seen_at, now=at)
    unproven = user.second_factor_at is not None and not notes.get(SECOND_FACTOR)
    return None if over or unproven or owed(user, actor.roles, at) else actor
