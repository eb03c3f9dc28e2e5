"""How a person wants to be told, and where they are reached."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from gridwarden.platform.notifications.ports import Channel

#: Place of sealed addresses, see ``platform.sealing``.
ADDRESS_PLACE = "notifications.address"
SUBSCRIPTION_PLACE = "notifications.subscription"


class Preference(models.Model):
    """Language of messages, and the hours in which only what is urgent comes."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    #: Local times; the stretch may pass midnight.
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_to = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_to=None) | Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="notifications_quiet_hours_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.quiet_from}–{self.quiet_to}"


class Choice(models.Model):
    """That a person wants, or does not want, one kind over one channel, against what the district has set."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=60)
    channel = models.CharField(max_length=10)
    is_wanted = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "channel"], name="notifications_choice_once"),
            models.CheckConstraint(condition=Q(channel__in=list(Channel)), name="notifications_choice_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.channel}"


class Address(models.Model):
    """Where a person is reached over a channel, in their own words; sealed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", db_index=False)
    channel = models.CharField(max_length=10)
    sealed = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "channel"], name="notifications_address_once"),
            models.CheckConstraint(
                condition=Q(channel__in=[Channel.EMAIL, Channel.SMS, Channel.WECHAT]),
                name="notifications_address_channel",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.channel}"


class Subscription(models.Model):
    """A browser that shows messages: where its push service is, and the keys for it, sealed."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    #: Digest of the endpoint: a browser subscribes once, whoever uses it.
    endpoint_digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField()
    device = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.user_id} {self.device}"
