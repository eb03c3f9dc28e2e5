"""What the worker does for messages."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from gridwarden.platform.notifications.actions.sending import send_due
from gridwarden.platform.notifications.actions.tidying import forget_deliveries
from gridwarden.platform.notifications.outbox import TASK

#: What went out is kept for those who ask, then forgotten; what failed is kept as long.
KEPT = timedelta(days=180)


@app.task(name=TASK)
def send() -> None:
    """Send what is due."""
    send_due(timezone.now)


def sweep() -> None:
    """Send what has become due since: after quiet hours, after a failure, after a worker's death."""
    send_due(timezone.now)


def tidy() -> None:
    """Forget old deliveries with their addresses."""
    forget_deliveries(before=timezone.now() - KEPT)
