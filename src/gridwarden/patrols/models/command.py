"""What a device is told."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q


class CommandState(StrEnum):
    """How far a command has come."""

    WAITING = "waiting"
    SENT = "sent"
    DONE = "done"
    FAILED = "failed"


class Command(models.Model):
    """A message for a terminal; it waits until the terminal is there, and keeps the terminal's answer."""

    device = models.ForeignKey("patrols.Device", on_delete=models.PROTECT, related_name="commands", db_index=False)
    #: Id and body of the message, as ``jt808.downlink`` wrote it.
    message_id = models.PositiveIntegerField()
    body = models.BinaryField(max_length=1023)
    #: What people read: the words spoken, the channel photographed.
    words = models.CharField(max_length=600)
    state = models.CharField(max_length=8, default=CommandState.WAITING.value)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=sorted(map(str, CommandState))), name="patrols_command_state_known"
            ),
            models.CheckConstraint(condition=~Q(words=""), name="patrols_command_worded"),
            models.CheckConstraint(
                condition=Q(state="waiting", sent_at=None) | Q(state="failed") | Q(sent_at__isnull=False),
                name="patrols_command_moments",
            ),
        ]
        indexes = [
            models.Index(fields=["device", "-id"], name="patrols_command_of_device"),
            models.Index(fields=["device", "id"], condition=Q(state="waiting"), name="patrols_command_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.device_id} {self.words[:20]}"
