"""A signed note of where a district's chain ended."""

from __future__ import annotations

from django.db import models


class Checkpoint(models.Model):
    """Who rewrites the whole chain, head and all, cannot sign: the key is not in the database."""

    district_id = models.BigIntegerField()
    seq = models.BigIntegerField()
    digest = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    signature = models.BinaryField(max_length=32)

    class Meta:
        db_table = "audit_checkpoint"
        constraints = [models.UniqueConstraint(fields=["district_id", "seq"], name="audit_checkpoint_once")]

    def __str__(self) -> str:
        return f"{self.district_id}/{self.seq}"
