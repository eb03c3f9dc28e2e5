"""Groups that talk, and how far each member has read."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.radio.domain.talk import GroupKind


def _belongs(kind: GroupKind) -> Q:
    """Exactly the key of its kind is set."""
    return Q(kind=kind.value, **{f"{one.value}__isnull": one is not kind for one in GroupKind})


class TalkGroup(models.Model):
    """A group, made when its first message is said."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=4)
    grid = models.OneToOneField("grids.Grid", on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.OneToOneField("workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+")
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, null=True, related_name="+")
    #: Its latest message: lists need no look into the messages.
    last_id = models.BigIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=_belongs(GroupKind.GRID) | _belongs(GroupKind.UNIT) | _belongs(GroupKind.CASE),
                name="radio_group_belongs_once",
            )
        ]
        indexes = [models.Index(fields=["district", "kind", "-last_at"], name="radio_group_latest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.grid_id or self.unit_id or self.case_id}"


class Reading(models.Model):
    """How far somebody has read in a group."""

    group = models.ForeignKey(TalkGroup, on_delete=models.CASCADE, related_name="readings", db_index=False)
    user = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    message_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="radio_reading_once")]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.message_id}"
