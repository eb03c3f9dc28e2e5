"""Where the territory came from."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.contrib.gis.db import models

from gridwarden.grids.domain.kinds import ImportKind
from gridwarden.grids.models.columns import one_of
from gridwarden.grids.models.district import District


class Import(models.Model):
    """A file that was taken over: its hash, its declared system and what it brought."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200)
    file_sha256 = models.CharField(max_length=64)
    source_crs = models.CharField(max_length=10)
    #: What was asked for besides the file; the same file with other wishes is another import.
    options = models.JSONField(default=dict)
    #: Counts by outcome: added, changed, closed, unchanged.
    outcome = models.JSONField(default=dict)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=150)

    class Meta:
        constraints = [one_of("kind", ImportKind, table="import")]
        indexes = [models.Index(fields=["district", "kind", "-at"], name="grids_import_latest")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file_name}"


class StagedFile(models.Model):
    """An uploaded file between its preview and the decision to take it over."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    file_name = models.CharField(max_length=200)
    source_crs = models.CharField(max_length=10)
    options = models.JSONField(default=dict)
    content = models.BinaryField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [one_of("kind", ImportKind, table="stagedfile")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.file_name}"
