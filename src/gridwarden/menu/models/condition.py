"""A condition under which a menu line counts, with its own limit."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.menu.domain.words import PhotoRule, SlipType
from gridwarden.workforce.domain.units import UnitKind


class Condition(models.Model):
    """What is found, in what time it must be put right, by whom, and when it counts as done.

    Cases point here, so a published row never changes: past cases keep the limit they were opened with.
    """

    item = models.ForeignKey("menu.MenuItem", on_delete=models.CASCADE, related_name="conditions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)
    text_en = models.CharField(max_length=300, blank=True)
    #: Letter of the kind, two digits of the class, two of the sub-class: E0112.
    gb_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=12)
    limit_value = models.DecimalField(max_digits=5, decimal_places=1)
    limit_unit = models.CharField(max_length=16)
    closing_condition = models.CharField(max_length=200)
    closing_condition_en = models.CharField(max_length=300, blank=True)
    responsible_kind = models.CharField(max_length=20)
    slip = models.CharField(max_length=30)
    photos_before = models.PositiveSmallIntegerField(default=1)
    photos_after = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="menu_condition_number_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1) & ~Q(text="") & ~Q(closing_condition=""), name="menu_condition_said"
            ),
            models.CheckConstraint(
                condition=Q(kind="event", gb_code__regex=r"^E[0-9]{4}$")
                | Q(kind="component", gb_code__regex=r"^C[0-9]{4}$"),
                name="menu_condition_code",
            ),
            models.CheckConstraint(
                condition=Q(limit_value__gt=0) & Q(limit_unit__in=sorted(map(str, LimitUnit))),
                name="menu_condition_limit",
            ),
            models.CheckConstraint(
                condition=Q(responsible_kind__in=sorted(map(str, UnitKind))) & Q(slip__in=sorted(map(str, SlipType))),
                name="menu_condition_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.number} {self.gb_code}"

    @property
    def photo_rule(self) -> PhotoRule:
        """How many photos handling needs."""
        return PhotoRule(before=self.photos_before, after=self.photos_after)
