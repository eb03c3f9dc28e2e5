"""An account."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A login. What its owner may do follows from ``workforce.Staff``, never from Django's own groups."""

    #: The person's name as colleagues write it, for example 王建国.
    display_name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)
    #: The district whose administrators look after the account; a plain id, districts lie above the platform.
    district_id = models.BigIntegerField(null=True, blank=True)
    #: The password was given out by an administrator and is known to two people.
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    #: Since when a second factor is needed to log in.
    second_factor_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(condition=~models.Q(display_name=""), name="accounts_user_has_a_name"),
        ]
        indexes = [models.Index(fields=["district_id", "username"], name="accounts_user_of_district")]

    def __str__(self) -> str:
        return self.username
