"""The sign of life of one worker."""

from __future__ import annotations

from django.db import models


class Beat(models.Model):
    """One running worker; ``silent_s`` tells how long ago each of its loops came round."""

    worker = models.CharField(max_length=80, unique=True)
    started_at = models.DateTimeField()
    beat_at = models.DateTimeField()
    silent_s = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.worker
