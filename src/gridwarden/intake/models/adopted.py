"""Which case of another system became which of ours."""

from __future__ import annotations

from django.db import models


class AdoptedCase(models.Model):
    """The key under which an imported case is known where it came from, and the digest of the row that was read."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    system = models.CharField(max_length=40)
    external_id = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="adopted")
    adopted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "system", "external_id"], name="intake_adopted_once"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.external_id}"
