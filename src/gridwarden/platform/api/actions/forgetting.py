"""Forget what is of no more use."""

from __future__ import annotations

from datetime import datetime, timedelta

from gridwarden.platform.api.limits import forget_before
from gridwarden.platform.api.models import StoredAnswer

#: A phone keeps what it sent for thirty days and may send it again; a little longer is kept here.
KEEP_ANSWERS = timedelta(days=35)
KEEP_ALLOWANCES = timedelta(days=1)


def forget(*, at: datetime) -> tuple[int, int]:
    """Delete old answers and unused allowances; return how many of each."""
    answers, _ = StoredAnswer.objects.filter(at__lt=at - KEEP_ANSWERS).delete()
    return answers, forget_before(at - KEEP_ALLOWANCES)
