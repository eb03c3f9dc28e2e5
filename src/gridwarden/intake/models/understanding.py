"""What was learned from texts, and what a district calls a duplicate."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.algorithms.duplicates import Params
from gridwarden.intake.domain.versions import VersionState

_STANDARD = Params()


class SuggestionModel(models.Model):
    """One trained version of a district: it waits in the shadow until a person puts it to work."""

    district = models.ForeignKey("grids.District", on_delete=models.CASCADE, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default=VersionState.SHADOW.value)
    #: Arrays and words, no code; see ``algorithms.classify.Model.to_bytes``.
    data = models.BinaryField()
    trained_at = models.DateTimeField()
    #: Confirmed cases that it learned from.
    confirmed = models.PositiveIntegerField()
    accuracy = models.FloatField()
    top3 = models.FloatField()
    calibration_error = models.FloatField()
    judged_on_confirmed = models.BooleanField()
    adopted_at = models.DateTimeField(null=True)
    adopted_by_name = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "version"], name="intake_model_version_once"),
            models.UniqueConstraint(
                fields=["district"], condition=Q(state=VersionState.CURRENT.value), name="intake_model_one_current"
            ),
            models.UniqueConstraint(
                fields=["district"], condition=Q(state=VersionState.SHADOW.value), name="intake_model_one_shadow"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in VersionState]), name="intake_model_state_known"
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="intake_model_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.district_id} v{self.version}"


class ShadowTrial(models.Model):
    """What two versions would have suggested for one case that neither had learned from, and what it was."""

    shadow = models.ForeignKey(SuggestionModel, on_delete=models.CASCADE, related_name="trials", db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.CASCADE, related_name="+")
    #: Names of menu items; empty where a version had nothing to say.
    by_current = models.CharField(max_length=80, blank=True)
    by_shadow = models.CharField(max_length=80, blank=True)
    confirmed = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["shadow", "case"], name="intake_trial_once")]

    def __str__(self) -> str:
        return f"{self.shadow_id} {self.case_id}"


class DuplicateRule(models.Model):
    """What a district calls near, recent and alike; without a row the standard holds."""

    district = models.OneToOneField("grids.District", on_delete=models.CASCADE, primary_key=True, related_name="+")
    reach_m = models.PositiveIntegerField(default=int(_STANDARD.reach_m))
    days = models.PositiveSmallIntegerField(default=int(_STANDARD.days))
    #: In hundredths.
    least_score = models.PositiveSmallIntegerField(default=round(_STANDARD.least_score * 100))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reach_m__gte=5, reach_m__lte=500), name="intake_duplicate_reach"),
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=90), name="intake_duplicate_days"),
            models.CheckConstraint(condition=Q(least_score__lte=100), name="intake_duplicate_score"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
