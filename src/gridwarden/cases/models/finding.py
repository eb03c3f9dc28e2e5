"""What was found about the photos of a case."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.cases.domain.findings import FindingKind
from gridwarden.cases.models.columns import both_or_neither, implies, one_of, person


class Finding(models.Model):
    """Something remarkable about one photo; it decides nothing and stays, acknowledged or not."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="findings", db_index=False)
    evidence = models.ForeignKey("cases.Evidence", on_delete=models.PROTECT, related_name="findings", db_index=False)
    kind = models.CharField(max_length=8)
    #: Metres or seconds, as the kind has it; differing bits of a copy.
    measure = models.FloatField(null=True)
    #: The photo of which this is a copy, and the case in whose file that is.
    other_photo = models.ForeignKey("attachments.Attachment", on_delete=models.PROTECT, null=True, related_name="+")
    other_case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = person()
    #: What the one who looked at it says.
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            one_of("kind", FindingKind, name="cases_finding_kind_known"),
            models.UniqueConstraint(
                fields=["evidence", "kind", "other_photo"], nulls_distinct=False, name="cases_finding_once"
            ),
            both_or_neither(
                Q(kind=FindingKind.REUSED.value),
                Q(other_photo__isnull=False, other_case__isnull=False),
                name="cases_finding_names_the_other",
            ),
            both_or_neither(
                Q(acknowledged_at__isnull=False),
                Q(acknowledged_by__isnull=False),
                name="cases_finding_acknowledged_by_somebody",
            ),
            implies(Q(acknowledged_at=None), Q(note=""), name="cases_finding_note_of_somebody"),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="cases_findings_of_case"),
            models.Index(fields=["case"], condition=Q(acknowledged_at=None), name="cases_findings_open"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class Examination(models.Model):
    """That a photo has been looked at by the software; what it found are ``Finding`` rows, often none."""

    evidence = models.OneToOneField("cases.Evidence", on_delete=models.PROTECT, related_name="examination")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.evidence_id)
