"""Accounts for tests."""

from __future__ import annotations

import factory

from gridwarden.platform.accounts.models import User


class UserFactory(factory.django.DjangoModelFactory[User]):
    """An account with the password ``correct horse battery staple``."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda number: f"user{number}")
    display_name = factory.Sequence(lambda number: f"王建国{number}")
    password = factory.django.Password("correct horse battery staple")
