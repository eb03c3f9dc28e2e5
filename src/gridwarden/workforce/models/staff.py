"""A person of the workforce."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from gridwarden.platform.access import ADMINISTRATORS, Role
from gridwarden.workforce.models.staff_query import StaffQuerySet

_ADMINISTRATORS = sorted(map(str, ADMINISTRATORS))


class Staff(models.Model):
    """An account's owner as a member of a unit, with the roles that decide what the person may do."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="staff")
    #: ``None`` only for an administrator, who stands outside the units.
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="staff")
    staff_number = models.CharField(max_length=20)
    #: Values of ``Role``, without repeats.
    roles = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    #: Number of the law-enforcement card, printed on slips; empty for others.
    card_number = models.CharField(max_length=30, blank=True)
    joined_on = models.DateField()
    #: First day on which the person no longer serves.
    left_on = models.DateField(null=True, blank=True)

    objects = StaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "staff_number"], name="workforce_staff_number_once"),
            models.CheckConstraint(condition=~Q(staff_number=""), name="workforce_staff_numbered"),
            models.CheckConstraint(
                condition=Q(roles__contained_by=sorted(map(str, Role))), name="workforce_staff_roles_known"
            ),
            # 三员分立: one administrator's office, and nothing beside it.
            models.CheckConstraint(
                condition=~Q(roles__overlap=_ADMINISTRATORS) | Q(roles__len=1),
                name="workforce_staff_offices_apart",
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | Q(roles__contained_by=_ADMINISTRATORS),
                name="workforce_staff_in_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gt=models.F("joined_on")), name="workforce_staff_dates"
            ),
        ]
        indexes = [models.Index(fields=["unit", "id"], name="workforce_staff_of_unit")]

    def __str__(self) -> str:
        return self.staff_number
