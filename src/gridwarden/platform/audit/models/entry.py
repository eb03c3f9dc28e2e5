"""One row of the audit trail."""

from __future__ import annotations

from django.db import models


class AuditEntry(models.Model):
    """Somebody did something at a moment.

    Rows hold plain ids instead of foreign keys: what they speak of may be gone. ``seq``, ``previous``
    and ``digest`` are set by a database trigger, which also refuses every update and delete.
    """

    #: 0 for what belongs to no district, such as a failed login.
    district_id = models.BigIntegerField(default=0)
    #: Place in the district's chain, from 1 without gaps.
    seq = models.BigIntegerField(editable=False, default=0)
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    #: Address from which it was asked for; empty for what the software does by itself.
    source = models.CharField(max_length=45, blank=True, default="")
    previous = models.BinaryField(max_length=32, editable=False, default=b"")
    digest = models.BinaryField(max_length=32, editable=False, default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district_id", "seq"], name="audit_seq_once")]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "seq"], name="audit_subject"),
            models.Index(fields=["district_id", "actor_id", "seq"], name="audit_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.district_id}/{self.seq} {self.action}"
