"""What runs at night."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from gridwarden.cases.actions.findings import examine
from gridwarden.cases.actions.reconciliation import Reconciled, reconcile
from gridwarden.cases.queries.findings import cases_unexamined


def reconcile_timers() -> Reconciled:
    """Look for clocks without a timer and set what is missing."""
    return reconcile(at=timezone.now())


#: Cases looked at in one go at night; what is left is looked at the next night.
_AT_NIGHT = 5000


@app.task(name="cases.examine_photos")
def examine_photos(case_id: int) -> None:
    """Look at the new photos of one case."""
    examine(case_id=case_id, at=timezone.now())


def examine_left_over() -> int:
    """Look at photos that no job has looked at, as those from before; return how many findings that gave."""
    return sum(examine(case_id=case_id, at=timezone.now()) for case_id in cases_unexamined(_AT_NIGHT))
