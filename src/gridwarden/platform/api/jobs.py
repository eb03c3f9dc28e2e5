"""What runs at night; the job runner calls these."""

from __future__ import annotations

from django.utils import timezone

from gridwarden.platform.api.actions.forgetting import forget


def forget_answers() -> None:
    """Delete stored answers that nobody will ask for again."""
    forget(at=timezone.now())
