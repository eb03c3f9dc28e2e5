"""Where a district's chain ends."""

from __future__ import annotations

from django.db import models


class Head(models.Model):
    """Number and digest of the last row, kept by the trigger: rows cut off at the end are missed here."""

    district_id = models.BigIntegerField(primary_key=True)
    seq = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_head"

    def __str__(self) -> str:
        return f"{self.district_id}/{self.seq}"
