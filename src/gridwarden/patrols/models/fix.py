"""Where devices were, day by day, and where each is now."""

from __future__ import annotations

from django.contrib.gis.db import models

from gridwarden.grids.models.columns import STORED_SRID


class Fix(models.Model):
    """One fix; the table is parted by UTC day, and a device has one fix a moment, so that repeats leave no trace.

    Written in bulk by ``actions.laying``; coordinates are plain columns, since an index on each point would halve the
    speed at which they come in.
    """

    pk = models.CompositePrimaryKey("device", "at")
    device = models.ForeignKey(
        "patrols.Device", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    at = models.DateTimeField()
    lat = models.FloatField()
    lon = models.FloatField()
    speed_kmh = models.FloatField()
    course_deg = models.SmallIntegerField()
    altitude_m = models.SmallIntegerField()
    accuracy_m = models.FloatField(null=True)
    flags = models.SmallIntegerField()
    alarm = models.BigIntegerField()
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.device_id} {self.at:%Y-%m-%d %H:%M:%S}"


class LastPosition(models.Model):
    """Where a device was last."""

    device = models.OneToOneField("patrols.Device", on_delete=models.CASCADE, primary_key=True, related_name="last")
    at = models.DateTimeField()
    place = models.PointField(srid=STORED_SRID)
    speed_kmh = models.FloatField()
    course_deg = models.SmallIntegerField()
    flags = models.SmallIntegerField()
    alarm = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.device_id} {self.at:%Y-%m-%d %H:%M:%S}"
