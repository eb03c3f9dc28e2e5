"""What the desk knows of a report beside the words: its form, and the number and day of whoever passed it on."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.intake.domain.media import Medium


class Filing(models.Model):
    """How a report reached the desk.

    A transfer of a hotline, a leader's instruction or a letter comes with a number and often with a day by which
    the sender wants the reply; both stand beside the case's own. A transfer that was not ours goes back with a reason.
    """

    report = models.OneToOneField("intake.Report", on_delete=models.CASCADE, primary_key=True, related_name="filing")
    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    medium = models.CharField(max_length=10)
    #: Who passed it on: ``12345``, a newspaper, a leader's office.
    sender = models.CharField(max_length=40, blank=True)
    external_number = models.CharField(max_length=80, blank=True)
    external_due_at = models.DateTimeField(null=True)
    #: Of the row as it came, so that the same number with other words is noticed.
    digest = models.CharField(max_length=64, blank=True)
    #: The reply text that goes to the sender, once it is approved.
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(medium__in=[medium.value for medium in Medium]), name="intake_filing_medium"
            ),
            models.UniqueConstraint(
                fields=["district", "sender", "external_number"],
                condition=~Q(external_number=""),
                name="intake_filing_number_once",
            ),
            models.CheckConstraint(
                condition=Q(external_number="") | ~Q(sender=""), name="intake_filing_number_has_sender"
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, return_reason="") | (Q(returned_at__isnull=False) & ~Q(return_reason="")),
                name="intake_filing_return_whole",
            ),
            models.CheckConstraint(
                condition=Q(replied_at=None) | Q(returned_at=None), name="intake_filing_replied_or_returned"
            ),
        ]
        indexes = [
            models.Index(
                fields=["district", "external_due_at", "report"],
                condition=~Q(external_number="") & Q(replied_at=None, returned_at=None),
                name="intake_filing_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sender} {self.external_number}".strip() or self.medium
