"""What the district tells the public."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Publication(models.Model):
    """What the public learns of one case beyond its item and state: its result in words, or nothing at all."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    case = models.OneToOneField("cases.Case", on_delete=models.CASCADE, related_name="publication")
    #: The case stays off the public map, for example because the place alone would point at somebody.
    is_withheld = models.BooleanField(default=False)
    result = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_withheld=False) | Q(result=""), name="intake_withheld_says_nothing"),
        ]
        indexes = [models.Index(fields=["district", "-at", "-id"], name="intake_publication_latest")]

    def __str__(self) -> str:
        return str(self.case_id)


class Announcement(models.Model):
    """A notice to everybody (公告): road works, a campaign, a result worth telling."""

    district = models.ForeignKey("grids.District", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=4000)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    #: When it leaves the public page; empty until it is withdrawn.
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("published_at")), name="intake_announcement_ends_later"
            ),
        ]
        indexes = [models.Index(fields=["district", "-published_at", "-id"], name="intake_announcement_latest")]

    def __str__(self) -> str:
        return self.title
