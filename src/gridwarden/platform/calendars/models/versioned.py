"""Rows that belong to a span of versions, so that an old deadline can be computed again."""

from __future__ import annotations

from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q

M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class VersionedRows(models.QuerySet[M_co]):
    """Rows with ``since_version`` and, once replaced, ``until_version`` (exclusive)."""

    def at_version(self, version: int) -> Self:
        """Keep the rows that the version holds."""
        return self.filter(Q(until_version=None) | Q(until_version__gt=version), since_version__lte=version)

    def current(self) -> Self:
        """Keep the rows that nothing has replaced."""
        return self.filter(until_version=None)


class VersionedRow(models.Model):
    """Base of the rows that an edit replaces instead of changing."""

    since_version = models.PositiveIntegerField()
    until_version = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True


def span_check(name: str) -> models.CheckConstraint:
    """Return the constraint that a row ends after it begins."""
    return models.CheckConstraint(
        condition=Q(until_version=None) | Q(until_version__gt=F("since_version")), name=f"{name}_span"
    )


def current_once(name: str, *fields: str) -> models.UniqueConstraint:
    """Return the constraint that only one row of ``fields`` is current."""
    options: dict[str, Any] = {"condition": Q(until_version=None), "name": f"{name}_current_once"}
    return models.UniqueConstraint(fields=fields, **options)
