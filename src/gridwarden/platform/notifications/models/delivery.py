"""A message on its way out of the house."""

from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models
from django.db.models import Q

from gridwarden.platform.notifications.ports import Channel


class State(StrEnum):
    """How far a delivery has come."""

    WAITING = "waiting"
    #: A worker has it; whether it arrived is known when the worker says so.
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    #: The worker died while sending, and the channel cannot tell whether it took the message.
    UNSURE = "unsure"


#: What a person should look at.
TROUBLED = (State.FAILED.value, State.UNSURE.value)


class Delivery(models.Model):
    """One message to one recipient over one channel, written with the notice that it carries.

    ``recipient`` is ``user:17``, or the keyed digest of an address; an address itself is only kept sealed.
    The subject is held as plain ids: what it speaks of lies in higher contexts and may be gone.
    """

    district_id = models.BigIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+", db_index=False
    )
    recipient = models.CharField(max_length=80)
    #: Address of somebody without an account.
    sealed_address = models.BinaryField(default=b"")
    channel = models.CharField(max_length=10)
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    params = models.JSONField(default=dict)
    dedupe_key = models.CharField(max_length=120)
    language = models.CharField(max_length=10)
    is_urgent = models.BooleanField(default=False)
    told_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=State.WAITING.value)
    #: When it is to be tried next; while it is being sent, when the worker is taken for dead.
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    #: The other side's own name for the message.
    reference = models.CharField(max_length=120, blank=True)

    class Meta:
        db_table = "notifications_delivery"
        constraints = [
            models.UniqueConstraint(fields=["recipient", "channel", "dedupe_key"], name="notifications_delivered_once"),
            models.CheckConstraint(condition=Q(state__in=list(State)), name="notifications_delivery_state"),
            models.CheckConstraint(condition=Q(channel__in=list(Channel)), name="notifications_delivery_channel"),
            models.CheckConstraint(
                condition=Q(user__isnull=False) | ~Q(sealed_address=b""), name="notifications_delivery_to_somebody"
            ),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at=None)),
                name="notifications_sent_at_when_sent",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=["waiting", "sending"]), name="notifications_due"
            ),
            models.Index(fields=["district_id", "state", "-id"], name="notifications_outbox"),
            models.Index(fields=["district_id", "-id"], name="notifications_all_out"),
            # How many have gone out in the last minute.
            models.Index(fields=["district_id", "channel", "sent_at"], name="notifications_pace"),
            models.Index(fields=["user"], name="notifications_delivery_user"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.recipient} {self.dedupe_key}"
