"""Who works in which grid, as what, and since when."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from gridwarden.grids.models.columns import DatedQuerySet
from gridwarden.workforce.domain.roles import GRID_ROLES


class Span(Func):
    """The days from a first day up to, not including, a last one."""

    function = "daterange"
    output_field = DateRangeField()


class Posting(models.Model):
    """A member of staff works in a grid in one of the six grid roles from a day on."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, related_name="postings")
    grid = models.ForeignKey("grids.Grid", on_delete=models.PROTECT, related_name="postings")
    role = models.CharField(max_length=40)
    valid_from = models.DateField()
    #: First day on which the posting no longer holds; ``None`` while no end is set.
    valid_to = models.DateField(null=True, blank=True)
    #: The absent colleague whose work this posting covers.
    substitute_for = models.ForeignKey(
        "workforce.Staff", on_delete=models.PROTECT, null=True, blank=True, related_name="covered_by"
    )

    objects = DatedQuerySet["Posting"].as_manager()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="workforce_posting_no_overlap",
                expressions=[
                    ("staff", RangeOperators.EQUAL),
                    ("grid", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Span("valid_from", "valid_to"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(role__in=sorted(map(str, GRID_ROLES))), name="workforce_posting_role"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="workforce_posting_dates"
            ),
            models.CheckConstraint(condition=~Q(substitute_for=F("staff")), name="workforce_posting_no_own_substitute"),
        ]
        indexes = [models.Index(fields=["grid", "valid_from"], name="workforce_posting_of_grid")]

    def __str__(self) -> str:
        return f"{self.staff_id}@{self.grid_id} {self.role}"
