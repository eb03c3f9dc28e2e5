"""A password somebody had."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PastPassword(models.Model):
    """The hash of a former password; kept only under the profile that forbids returning to it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="past_passwords")
    hash = models.CharField(max_length=128)
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user", "-replaced_at"], name="accounts_past_passwords")]

    def __str__(self) -> str:
        return f"past password of {self.user_id}"
