"""A roster of a unit and everything below it, in versions."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from gridwarden.workforce.domain.rostering import PlanState


class RosterPlan(models.Model):
    """Who works when from ``first_day`` on; in force once published, from ``effective_from`` on.

    Every change is a new version; what was in force before ``effective_from`` stands.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="rosters")
    first_day = models.DateField()
    days = models.PositiveSmallIntegerField()
    version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10)
    #: The version that this one changes as little as possible; ``None`` for one made anew.
    based_on = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="changed_by")
    #: First day that may differ from ``based_on``.
    from_day = models.DateField()
    reason = models.CharField(max_length=200, blank=True)
    #: How many are wanted, and the hours of the shifts: the fields of ``domain.rostering.Wanted``.
    wanted = models.JSONField(default=dict)
    seed = models.PositiveIntegerField(default=0)
    progress = models.PositiveSmallIntegerField(default=0)
    #: Status, cost, bound, shares, shortages, changes: what the solver told.
    figures = models.JSONField(default=dict)
    failure = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    effective_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "first_day", "version"], name="workforce_roster_version_once"),
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, PlanState))), name="workforce_roster_state"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=62), name="workforce_roster_days"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="workforce_roster_progress"),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False, effective_from__isnull=False)
                | (~Q(state="published") & Q(published_at=None, effective_from=None)),
                name="workforce_roster_published_from",
            ),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(failure=""), name="workforce_roster_failure_said"),
        ]
        indexes = [models.Index(fields=["unit", "-first_day", "-version"], name="workforce_roster_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first_day} v{self.version}"
