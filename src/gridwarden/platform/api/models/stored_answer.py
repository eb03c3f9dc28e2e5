"""The answer to a write, kept so that a repetition gets the same one."""

from __future__ import annotations

from django.db import models


class StoredAnswer(models.Model):
    """What was answered to the request that carried ``key``; written in the transaction of the change."""

    #: 0 for people without an account.
    user_id = models.BigIntegerField()
    key = models.CharField(max_length=128)
    #: Digest of method, address and body: the same key with another one is refused.
    fingerprint = models.BinaryField(max_length=32)
    at = models.DateTimeField()
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField()
    body = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "key"], name="api_answer_once")]
        indexes = [models.Index(fields=["at"], name="api_answer_age")]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.key}"
