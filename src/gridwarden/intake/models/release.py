"""A file of complaints that leaves the house."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Release(models.Model):
    """A request to take complaints away as a file: granted by a second person, taken within a day, watermarked."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    #: The archive's filter as it stood in the address.
    query = models.CharField(max_length=500, blank=True)
    rows = models.PositiveIntegerField()
    reason = models.CharField(max_length=200)
    asked_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ruled_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    ruled_at = models.DateTimeField(null=True)
    is_granted = models.BooleanField(null=True)
    note = models.CharField(max_length=200, blank=True)
    taken = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="intake_release_reason"),
            models.CheckConstraint(
                condition=Q(is_granted=None, ruled_by=None, ruled_at=None)
                | (Q(is_granted__isnull=False, ruled_at__isnull=False, ruled_by__isnull=False)),
                name="intake_release_ruled_whole",
            ),
            models.CheckConstraint(
                condition=~Q(is_granted=True) | ~Q(ruled_by=F("asked_by")), name="intake_release_other_person"
            ),
            models.CheckConstraint(condition=Q(taken=0) | Q(is_granted=True), name="intake_release_taken_when_granted"),
        ]
        indexes = [models.Index(fields=["district", "-asked_at", "-id"], name="intake_release_latest")]

    def __str__(self) -> str:
        return f"{self.pk} {self.rows}"
