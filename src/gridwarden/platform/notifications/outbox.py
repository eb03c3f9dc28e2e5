"""The worker's knock: a job that lives or dies with the transaction that has something to send."""

from __future__ import annotations

from procrastinate.contrib.django import app

#: Name of the task in ``jobs.py``; the job is queued by name so that actions need not know those above them.
TASK = "notifications.send"


def wake() -> None:
    """Have the worker look into the outbox once this transaction has committed."""
    app.configure_task(TASK).defer()
