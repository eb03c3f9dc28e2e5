"""One version of a district's inspection menu."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Menu(models.Model):
    """A version of the menu: a draft until it is published, unchangeable afterwards."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    #: What changed against the version before, in the editor's words.
    note = models.CharField(max_length=200, blank=True)
    #: First day on which this version is used; ``None`` while it is a draft.
    valid_from = models.DateField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "version"], name="menu_version_once"),
            models.UniqueConstraint(
                fields=["district"], condition=Q(published_at=None), name="menu_one_draft_per_district"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None, valid_from=None)
                | Q(published_at__isnull=False, valid_from__isnull=False),
                name="menu_published_from_a_day",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="menu_version_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.district_id} v{self.version}"
