"""Filters of staff by who is in service and who may be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from gridwarden.platform.access import ROLES

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.platform.access import Permission
    from gridwarden.workforce.models.staff import Staff  # noqa: F401 - named in the quoted base


class StaffQuerySet(models.QuerySet["Staff"]):
    """Staff, filtered."""

    def in_service(self, day: date) -> Self:
        """Keep those who have joined and not left by ``day``."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=day), joined_on__lte=day)

    def holding(self, permission: Permission) -> Self:
        """Keep those of whose roles at least one carries ``permission``."""
        carrying = [role.value for role, card in ROLES.items() if permission in card.permissions]
        return self.filter(roles__overlap=carrying)
