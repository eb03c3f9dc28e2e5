"""Something on patrol that somebody should look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.gis.db import models
from django.db.models import F, Q

from gridwarden.grids.models.columns import STORED_SRID
from gridwarden.patrols.domain.alarms import AlarmKind, Cleared
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class AlarmQuerySet(models.QuerySet["Alarm"]):
    """Alarms of a district."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the alarms that ``actor`` may see."""
        here = self.filter(district=actor.district_id)
        return here if actor.may(Permission.DEVICE_SEE) else here.none()


class Alarm(models.Model):
    """An alarm from the moment it was raised; what it was judged by stays with it, so that people can object."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    device = models.ForeignKey("patrols.Device", on_delete=models.PROTECT, related_name="alarms", db_index=False)
    staff = models.ForeignKey("workforce.Staff", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    grid = models.ForeignKey("grids.Grid", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    #: When the evidence began, when there was enough of it, and when it was over.
    began_at = models.DateTimeField()
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    cleared_why = models.CharField(max_length=10, blank=True)
    #: Where the device was seen last; empty when it was never seen on this duty.
    place = models.PointField(srid=STORED_SRID, null=True, spatial_index=False)
    inputs = models.JSONField()
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    acknowledged_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    #: The case that was opened for it, by a context above.
    case_number = models.CharField(max_length=20, blank=True)

    objects = AlarmQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=sorted(map(str, AlarmKind))), name="patrols_alarm_kind_known"),
            models.CheckConstraint(
                condition=Q(cleared_at=None, cleared_why="")
                | Q(cleared_at__isnull=False, cleared_why__in=sorted(map(str, Cleared))),
                name="patrols_alarm_cleared",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by=None, note="")
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="patrols_alarm_acknowledged",
            ),
            models.CheckConstraint(condition=Q(raised_at__gte=F("began_at")), name="patrols_alarm_moments"),
            models.UniqueConstraint(
                fields=["device", "kind"], condition=Q(cleared_at=None), name="patrols_alarm_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "-id"], name="patrols_alarm_latest"),
            models.Index(fields=["district", "-id"], condition=Q(cleared_at=None), name="patrols_alarm_open"),
            models.Index(fields=["device", "-id"], name="patrols_alarm_of_device"),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.kind} {self.raised_at:%Y-%m-%d %H:%M}"
