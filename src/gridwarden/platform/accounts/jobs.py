"""What runs at night; the job runner calls these."""

from __future__ import annotations

from django.utils import timezone

from gridwarden.platform.accounts.actions.sessions import forget_ended


def forget_sessions() -> None:
    """Delete sessions that are over."""
    forget_ended(at=timezone.now())
