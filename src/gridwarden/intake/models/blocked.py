"""Whom and what the public ways do not take."""

from __future__ import annotations

from django.db import models

from gridwarden.intake.domain.blocking import BlockKind


class Blocked(models.Model):
    """One telephone, network address or phrase from which, or with which, nothing is taken on the public ways.

    A telephone is kept as a keyed digest and shown masked; nets and phrases are kept as they are.
    """

    district = models.ForeignKey("grids.District", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32)
    reason = models.CharField(max_length=200)
    #: When it ends by itself; empty until it is lifted.
    until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+", null=True)
    #: What it has turned away.
    hits = models.PositiveIntegerField(default=0)
    last_hit_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "kind", "digest"], name="intake_blocked_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in BlockKind]), name="intake_blocked_kind"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="intake_blocked_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
