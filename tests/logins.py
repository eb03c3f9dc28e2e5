"""Clients that are logged in, for pages and for the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from django.test import Client

    from gridwarden.platform.accounts.models import User

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def login(client: Client, user: User) -> Client:
    """Log ``user`` in without a password."""
    client.force_login(user, backend=MODEL_BACKEND)
    return client


def post_json(client: Client, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
    """POST ``body`` to the API with an idempotency key."""
    sent = {"Idempotency-Key": key or str(uuid4()), **headers}
    return client.post(path, data=body or {}, content_type="application/json", headers=sent)
