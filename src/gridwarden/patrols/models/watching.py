"""What is remembered of each device between two looks, and the figures by which a district judges."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from gridwarden.patrols.domain.alarms import State


class Live(models.Model):
    """Where the carrier of a device stands now; ``memory`` is what ``domain.watching`` goes on from."""

    device = models.OneToOneField("patrols.Device", on_delete=models.CASCADE, primary_key=True, related_name="live")
    state = models.CharField(max_length=10)
    #: Since when the state holds, and up to which moment fixes were read.
    since = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    grid = models.ForeignKey("grids.Grid", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    #: Number of the case elsewhere to which the carrier was sent.
    errand = models.CharField(max_length=20, blank=True)
    memory = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=sorted(map(str, State))), name="patrols_live_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.state}"


class RuleSet(models.Model):
    """The figures by which a district judges from a moment on; ``values`` are fields of ``domain.alarms.Rules``."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveIntegerField()
    values = models.JSONField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "version"], name="patrols_rules_version_once")]

    def __str__(self) -> str:
        return f"{self.district_id} {self.version}"
