"""A calendar of one district."""

from __future__ import annotations

import uuid

from django.db import models


class Calendar(models.Model):
    """Which days and hours count, under one name.

    District 0 holds the calendars that districts start from; a district gets its own copy with its first edit.
    """

    #: A plain number, because the platform lies below the districts.
    district_id = models.BigIntegerField(default=0)
    code = models.SlugField(max_length=32)
    observes_holidays = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    #: Changes with every version, so that no process keeps days of a version that was rolled back.
    stamp = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district_id", "code"], name="calendar_code_once")]

    def __str__(self) -> str:
        return f"{self.district_id}/{self.code} v{self.version}"
