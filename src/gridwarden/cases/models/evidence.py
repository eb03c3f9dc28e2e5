"""A photo in a case's file."""

from __future__ import annotations

from enum import StrEnum

from django.db import models

from gridwarden.cases.models.columns import one_of


class EvidenceKind(StrEnum):
    """What a photo shows."""

    #: The state as reported or found; it counts as a photo before handling.
    BEFORE = "before"
    AFTER = "after"
    VERIFY = "verify"
    CHECK = "check"
    #: A signed paper.
    PAPER = "paper"
    OTHER = "other"


class Evidence(models.Model):
    """A photo that came with a step, or was added while the case stood where that step had brought it."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="evidence", db_index=False)
    step = models.ForeignKey("cases.Step", on_delete=models.PROTECT, related_name="evidence", db_index=False)
    attachment = models.OneToOneField("attachments.Attachment", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8)

    class Meta:
        constraints = [one_of("kind", EvidenceKind, name="cases_evidence_kind_known")]
        indexes = [models.Index(fields=["case", "id"], name="cases_evidence_of_case")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
