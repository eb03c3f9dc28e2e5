"""Columns and constraints that several tables of cases share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from gridwarden.algorithms.worktime import Limit, LimitUnit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from gridwarden.platform.accounts.models import User

#: CGCS2000 in degrees, as everywhere.
STORED_SRID = 4490


def limit_of(value: Decimal | None, unit: str) -> Limit | None:
    """Return the limit that lies in two columns, which are filled or empty together."""
    return None if value is None else Limit(value, LimitUnit(unit))


def words(values: Iterable[str]) -> list[str]:
    """Return enum values as plain words, in a stable order."""
    return sorted(str(value) for value in values)


def one_of(column: str, values: Iterable[str], *, name: str) -> models.CheckConstraint:
    """Return the constraint that ``column`` holds one of ``values``."""
    return models.CheckConstraint(condition=Q(**{f"{column}__in": words(values)}), name=name)


def implies(condition: Q, consequence: Q, *, name: str) -> models.CheckConstraint:
    """Return the constraint that ``consequence`` holds wherever ``condition`` does."""
    return models.CheckConstraint(condition=~condition | consequence, name=name)


def both_or_neither(one: Q, other: Q, *, name: str) -> models.CheckConstraint:
    """Return the constraint that ``one`` holds exactly where ``other`` does."""
    return models.CheckConstraint(condition=(one & other) | (~one & ~other), name=name)


def person() -> models.ForeignKey[User | None, User | None]:
    """Return a column for an account that has a part in a case; indexed only where a list asks for it."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
