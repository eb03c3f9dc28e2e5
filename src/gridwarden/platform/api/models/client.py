"""A program that may call the API."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class ApiClient(models.Model):
    """A program acting for one account, known by a random token of which only the digest is kept.

    It may do what its account may do, never more; it ends with the account, at ``expires_at``, or when revoked.
    """

    name = models.CharField(max_length=60)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_clients")
    #: First part of the token, shown so that people can tell tokens apart.
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()
    created_by_id = models.BigIntegerField(null=True)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by_id = models.BigIntegerField(null=True)
    last_used_at = models.DateTimeField(null=True)
    last_used_address = models.GenericIPAddressField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="api_client_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="api_client_expires_later"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix})"
