"""Notices for tests."""

from __future__ import annotations

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from gridwarden.platform.notifications.models import Notice


class NoticeFactory(DjangoModelFactory[Notice]):
    class Meta:
        model = Notice

    user = factory.SubFactory("tests.factories.accounts.UserFactory")
    district_id = 1
    kind = "test.said"
    at = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
    subject_type = "case"
    subject_id = factory.Sequence(lambda n: n + 1)
    dedupe_key = factory.Sequence(lambda n: f"said:{n}")
