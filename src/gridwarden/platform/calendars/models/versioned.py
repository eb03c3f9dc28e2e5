"""Rows that belong to a span of versions, so that an old deadline can be computed again."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

#: Rows that nothing has replaced.
CURRENT = Q(until_version=None)


def held_by(version: int) -> Q:
    """Return the condition of the rows that a version holds."""
    return (Q(until_version=None) | Q(until_version__gt=version)) & Q(since_version__lte=version)


class VersionedRow(models.Model):
    """Base of the rows that an edit replaces instead of changing."""

    since_version = models.PositiveIntegerField()
    #: The version that replaced the row; it no longer holds it.
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
    return models.UniqueConstraint(fields=fields, condition=CURRENT, name=f"{name}_current_once")
