"""One sentence of what a role owes."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.platform.access import Role


class Duty(models.Model):
    """A numbered duty of a role, in the district's words."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    #: The same sentence in English; the Chinese one stands in where it is missing.
    text_en = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "role", "number"], name="workforce_duty_number_once"),
            models.CheckConstraint(condition=Q(role__in=sorted(map(str, Role))), name="workforce_duty_role"),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(text=""), name="workforce_duty_said"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.number}"
