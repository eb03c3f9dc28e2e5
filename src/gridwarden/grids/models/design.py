"""Designs: plans of grids before anybody is bound by them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import Q

from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.domain.kinds import ControlLevel, GridClass, PatrolMode
from gridwarden.grids.models.columns import STORED_SRID, one_of
from gridwarden.grids.models.district import District


class PlanDesign(models.Model):
    """A plan that the machine drew and people change, until it is published from a day on or thrown away.

    ``figures`` are those of ``domain.redrawing.PlanFigures``; ``bounds`` what the solver proved: for each class the
    least number of grids, and why. ``today`` are the figures of the plan in force when the design was made.
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="designs")
    name = models.CharField(max_length=80)
    seed = models.PositiveIntegerField()
    params = models.JSONField(default=dict)
    #: What is kept, locked, joined and parted: ``domain.design.wanted.Wanted`` as a document.
    wishes = models.JSONField(default=dict)
    state = models.CharField(max_length=10)
    progress = models.PositiveSmallIntegerField(default=0)
    #: What the machine is at: ``lines``, ``units``, ``classes``, ``grids``, ``drawing``.
    step = models.CharField(max_length=10, blank=True)
    is_stop_asked = models.BooleanField(default=False)
    failure = models.CharField(max_length=400, blank=True)
    figures = models.JSONField(default=dict)
    bounds = models.JSONField(default=dict)
    today = models.JSONField(default=dict)
    #: Grows with every edit, so that two hands do not work on different plans.
    revision = models.PositiveIntegerField(default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            one_of("state", DesignState, table="plandesign"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="grids_plandesign_progress"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(failure=""), name="grids_plandesign_failure_said"),
            models.CheckConstraint(
                condition=Q(state="published", published_at__isnull=False, published_from__isnull=False)
                | (~Q(state="published") & Q(published_at=None, published_from=None)),
                name="grids_plandesign_published_from",
            ),
        ]
        indexes = [models.Index(fields=["district", "-made_at"], name="grids_plandesign_latest")]

    def __str__(self) -> str:
        return f"{self.name} ({self.state})"


class DesignGrid(models.Model):
    """A grid of a design."""

    design = models.ForeignKey(PlanDesign, on_delete=models.CASCADE, related_name="grids")
    code = models.CharField(max_length=32)
    grid_class = models.CharField(max_length=1)
    patrol_mode = models.CharField(max_length=8)
    geom = models.MultiPolygonField(srid=STORED_SRID)
    area_m2 = models.FloatField()
    diameter_m = models.FloatField()
    load_minutes = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["design", "code"], name="grids_designgrid_code_once"),
            one_of("grid_class", GridClass, table="designgrid"),
            one_of("patrol_mode", PatrolMode, table="designgrid"),
        ]

    def __str__(self) -> str:
        return f"{self.design_id}: {self.code}"


class DesignBlock(models.Model):
    """A block of a design: land that goes to one grid or another as a whole."""

    design = models.ForeignKey(PlanDesign, on_delete=models.CASCADE, related_name="blocks")
    number = models.PositiveIntegerField()
    grid_code = models.CharField(max_length=32)
    #: The classes that its zone lets it join, such as ``AB``.
    allowed = models.CharField(max_length=3)
    geom = models.PolygonField(srid=STORED_SRID)
    area_m2 = models.FloatField()
    load_minutes = models.FloatField()
    #: For each neighbour of a greater number: the number, metres of border, metres of it on lines, roads that lead
    #: across, and minutes of the roads between.
    neighbours = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["design", "number"], name="grids_designblock_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.design_id}: {self.number}"


class DesignRoad(models.Model):
    """A road as the design graded it, with what counted."""

    design = models.ForeignKey(PlanDesign, on_delete=models.CASCADE, related_name="roads")
    #: ``Road.source_key`` of the road; its course is there.
    source_key = models.CharField(max_length=80)
    control = models.CharField(max_length=12)
    score = models.FloatField()
    reason = models.CharField(max_length=600)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["design", "source_key"], name="grids_designroad_once"),
            one_of("control", ControlLevel, table="designroad"),
        ]

    def __str__(self) -> str:
        return f"{self.design_id}: {self.source_key}"


class DesignEdit(models.Model):
    """What an edit changed, so that it can be taken back."""

    design = models.ForeignKey(PlanDesign, on_delete=models.CASCADE, related_name="edits")
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    #: The blocks that changed, with the grid in which each lay before.
    blocks = models.JSONField(default=dict)
    #: Code, class and mode of every grid before.
    grids = models.JSONField(default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["design", "revision"], name="grids_designedit_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.design_id}: {self.kind} {self.revision}"
