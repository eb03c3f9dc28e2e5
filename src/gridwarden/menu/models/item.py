"""One of the menu's lines."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.menu.domain.words import ItemClass, SlipType


class MenuItem(models.Model):
    """A line that an officer ticks, with the conditions under which it counts."""

    menu = models.ForeignKey("menu.Menu", on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField()
    item_class = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    #: The slip that new conditions of this line start with.
    slip = models.CharField(max_length=30)

    class Meta:
        constraints = [
            # Deferred, so that a draft's lines can change places in one transaction.
            models.UniqueConstraint(
                fields=["menu", "number"], name="menu_item_number_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(number__gte=1) & ~Q(name=""), name="menu_item_named"),
            models.CheckConstraint(
                condition=Q(item_class__in=sorted(map(str, ItemClass))) & Q(slip__in=sorted(map(str, SlipType))),
                name="menu_item_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.menu_id}/{self.number}"
