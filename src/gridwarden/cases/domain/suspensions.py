"""Suspension (挂账): a case is put aside up to a day, once, for a year at most."""

from __future__ import annotations

from datetime import datetime, timedelta

from gridwarden.cases.domain.errors import WrongDay

LONGEST = timedelta(days=366)


def check_until(until: datetime | None, at: datetime) -> datetime:
    """Return the moment up to which the case rests, or refuse one that has passed or lies too far off."""
    if until is None or until <= at:
        raise WrongDay("The day has passed.", until="must lie ahead")
    if until > at + LONGEST:
        raise WrongDay("A case is suspended for a year at most.", until="is too far off")
    return until
