"""Clients of the API for tests."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone

from gridwarden.platform.api.auth import digest_of
from gridwarden.platform.api.models import ApiClient
from tests.factories.accounts import UserFactory


class ApiClientFactory(factory.django.DjangoModelFactory[ApiClient]):
    """A client whose token is ``gw_<prefix>_secret``."""

    class Meta:
        model = ApiClient

    name = factory.Sequence(lambda number: f"hotline {number}")
    user = factory.SubFactory(UserFactory)
    prefix = factory.Sequence(lambda number: f"t{number}")
    digest = factory.LazyAttribute(lambda client: digest_of(f"gw_{client.prefix}_secret"))
    created_at = factory.LazyFunction(timezone.now)
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=30))
