"""What the worker does for the exchange."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gridwarden.exchange.actions.posting import TASK
from gridwarden.exchange.actions.receiving import forget_nonces
from gridwarden.exchange.actions.sending import send_due


@app.task(name=TASK)
def send() -> None:
    """Send what is due."""
    send_due(timezone.now)


def sweep() -> None:
    """Send what has become due again, and forget old nonces."""
    send_due(timezone.now)
    forget_nonces(at=timezone.now())
