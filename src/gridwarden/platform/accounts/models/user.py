"""An account."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A login. What its owner may do follows from ``workforce.Staff``, never from Django's own groups."""

    #: The person's name as colleagues write it, for example 王建国.
    display_name = models.CharField(max_length=60)
    phone = models.CharField(max_length=20, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(condition=~models.Q(display_name=""), name="accounts_user_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.username
