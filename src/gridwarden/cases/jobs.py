"""What runs at night."""

from __future__ import annotations

from django.utils import timezone

from gridwarden.cases.actions.reconciliation import Reconciled, reconcile


def reconcile_timers() -> Reconciled:
    """Look for clocks without a timer and set what is missing."""
    return reconcile(at=timezone.now())
