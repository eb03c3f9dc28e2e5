"""Clients that are logged in, for pages and for the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.accounts.obligations import must_use_second_factor
from gridwarden.platform.accounts.sessions import SECOND_FACTOR, SessionStore

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase
    from django.test import Client

    from gridwarden.platform.accounts.models import User

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def login(client: Client, user: User) -> Client:
    """Log ``user`` in without a password; administrators count as having shown their second factor."""
    client.force_login(user, backend=MODEL_BACKEND)
    session = client.session
    prove(user, session)
    session.save()
    return client


def session_of(user: User) -> str:
    """Return the key of a fresh session of ``user``, for a browser of its own."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = MODEL_BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    prove(user, session)
    session.save()
    return str(session.session_key)


def prove(user: User, session: SessionBase) -> None:
    """Let ``session`` have shown the second factor, and ``user`` have one where the roles demand it."""
    session[SECOND_FACTOR] = True
    now = timezone.now()
    if user.second_factor_at is None and must_use_second_factor(actor_of(user, now).roles):
        user.second_factor_at = now
        user.save(update_fields=["second_factor_at"])


def post_json(client: Client, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
    """POST ``body`` to the API with an idempotency key."""
    sent = {"Idempotency-Key": key or str(uuid4()), **headers}
    return client.post(path, data=body or {}, content_type="application/json", headers=sent)
