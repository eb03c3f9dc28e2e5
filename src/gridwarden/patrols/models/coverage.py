"""What was patrolled on a day: figures with what they rest on, computed anew whenever late fixes come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from gridwarden.patrols.domain.coverage import AppealState


class CoveragePlan(models.Model):
    """Passes asked for from a moment on; ``values`` are those of ``domain.coverage.Plan``."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    values = models.JSONField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "version"], name="patrols_coverageplan_once")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.version}"


class CoverageDay(models.Model):
    """A day of a district; everything of it is replaced when it is computed again."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    #: 0 where the district had set no plan.
    plan_version = models.PositiveIntegerField()
    #: All that the figures depend on beside the fixes.
    values = models.JSONField()
    computed_at = models.DateTimeField()
    #: Fixes of the day then, and when the last of them had come; more or later ones make the day stale.
    fixes = models.PositiveIntegerField()
    received_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "day"], name="patrols_coverageday_once")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.day}"


class Rested(models.Model):
    """What a figure rests on, so that it can be disputed."""

    fixes = models.PositiveIntegerField()
    dropped = models.PositiveIntegerField()
    median_gap_m = models.FloatField()
    in_s = models.FloatField()
    out_s = models.FloatField()
    silent_s = models.FloatField()
    #: Out of the grid because sent to a case elsewhere.
    sent_s = models.FloatField(default=0.0)

    class Meta:
        abstract = True


class CoverageGrid(Rested):
    """The rates of a grid, or why there are none."""

    of = models.ForeignKey(CoverageDay, on_delete=models.CASCADE, related_name="grids", db_index=False)
    grid = models.ForeignKey("grids.Grid", on_delete=models.PROTECT, related_name="+")
    rate = models.FloatField(null=True)
    once = models.FloatField(null=True)
    refused = models.CharField(max_length=14, blank=True)
    length_m = models.FloatField()
    people = models.PositiveIntegerField()
    arrived = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "grid"], name="patrols_coveragegrid_once"),
            models.CheckConstraint(
                condition=Q(rate__isnull=False, refused="") | (Q(rate=None) & ~Q(refused="")),
                name="patrols_coveragegrid_rate_or_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of_id} {self.grid_id}"


class CoverageRoad(models.Model):
    """A segment of a road in a grid: what was asked, what was done, and when."""

    of = models.ForeignKey(CoverageDay, on_delete=models.CASCADE, related_name="roads", db_index=False)
    grid = models.ForeignKey("grids.Grid", on_delete=models.PROTECT, related_name="+", db_index=False)
    name = models.CharField(max_length=120, blank=True)
    grade = models.CharField(max_length=12)
    #: Longitude and latitude of its corners; roads may be drawn anew later.
    line = models.JSONField()
    length_m = models.FloatField()
    required = models.PositiveSmallIntegerField()
    passes = models.PositiveIntegerField()
    #: Passes of which the side is known, looking along ``line``.
    left = models.PositiveIntegerField()
    right = models.PositiveIntegerField()
    #: Longest time between two passes.
    gap_s = models.FloatField(null=True)
    #: For each pass: begin and end in seconds since the day began, side (-1 right, 0 unknown, 1 left), device.
    times = models.JSONField()

    class Meta:
        indexes = [models.Index(fields=["of", "grid"], name="patrols_coverageroad_of_grid")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.name}"


class CoveragePerson(Rested):
    """A person's day: in the grid, out of it, sent elsewhere, without signal; together all that was to be worked."""

    of = models.ForeignKey(CoverageDay, on_delete=models.CASCADE, related_name="people", db_index=False)
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, related_name="+")
    grid = models.ForeignKey("grids.Grid", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    device = models.ForeignKey("patrols.Device", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    starts_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    #: Empty without a shift.
    arrival = models.CharField(max_length=8, blank=True)
    arrived_s = models.FloatField(null=True)
    metres = models.FloatField()
    passes = models.PositiveIntegerField()
    #: Begin, end (seconds since the day began) and ``in``, ``out``, ``sent`` or ``silent``, one after the other.
    bars = models.JSONField()
    #: Begin, end (seconds since the day began) and the number of each case to which they were sent.
    sent = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "staff"], name="patrols_coverageperson_once")]

    def __str__(self) -> str:
        return f"{self.of_id} {self.staff_id}"


class Appeal(models.Model):
    """What an officer says against the figures of a day, with the figures as they were, and what another decided."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    day = models.DateField()
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, related_name="+", db_index=False)
    text = models.CharField(max_length=500)
    figures = models.JSONField()
    made_at = models.DateTimeField()
    state = models.CharField(max_length=8, default=AppealState.OPEN.value)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    reviewed_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["staff", "day"], name="patrols_appeal_once"),
            models.CheckConstraint(condition=~Q(text=""), name="patrols_appeal_worded"),
            models.CheckConstraint(
                condition=Q(state="open", reviewed_by=None, reviewed_at=None, answer="")
                | (
                    Q(state__in=["accepted", "declined"], reviewed_by__isnull=False, reviewed_at__isnull=False)
                    & ~Q(answer="")
                ),
                name="patrols_appeal_reviewed",
            ),
        ]
        indexes = [models.Index(fields=["district", "-day"], name="patrols_appeal_of_day")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.day}"
