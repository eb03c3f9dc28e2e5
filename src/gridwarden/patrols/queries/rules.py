"""The figures by which a district judges."""

from __future__ import annotations

from dataclasses import fields

from gridwarden.patrols.domain.alarms import Rules
from gridwarden.patrols.models import RuleSet

_NAMES = frozenset(field.name for field in fields(Rules))


def rules_of(district_id: int) -> Rules:
    """Return the figures in force; those that the district has not set are the product's."""
    row = RuleSet.objects.filter(district=district_id).order_by("-version").first()
    return Rules(**{name: value for name, value in row.values.items() if name in _NAMES}) if row else Rules()
