"""The second factor of an account."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class SecondFactor(models.Model):
    """The shared secret of an authenticator app, sealed; the key that opens it is not in the database."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="second_factor")
    #: Empty until the first code has been shown.
    secret = models.BinaryField(default=b"")
    #: A secret that is shown as a QR code and not yet confirmed.
    pending = models.BinaryField(default=b"")
    #: Time step of the last code that was used: it and earlier ones are spent.
    last_step = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"second factor of {self.user_id}"


class RecoveryCode(models.Model):
    """One code on paper for the day the phone is lost; only its keyed digest is kept, and it works once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=32)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="accounts_recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery code of {self.user_id}"
