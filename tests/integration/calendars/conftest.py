"""Who edits calendars in these tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

import pytest
from django.db import transaction

from gridwarden.platform.access import Actor, Role, permissions_of
from gridwarden.platform.calendars.actions.founding import common_calendar
from gridwarden.platform.calendars.domain.presets import PRESETS
from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django.fixtures import SettingsWrapper

    from gridwarden.platform.accounts.models import User


class LogIn(Protocol):
    def __call__(self, role: Role, district_id: int = ...) -> Client: ...


DISTRICT = 7
NEIGHBOUR = 8


def administrator(district_id: int = DISTRICT) -> Actor:
    permissions = permissions_of(frozenset({Role.SYSTEM_ADMINISTRATOR}))
    return Actor(name="系统员", user_id=1, district_id=district_id, permissions=permissions)


@pytest.fixture(autouse=True)
def _common_calendars(db: None) -> None:
    """Other tests may have emptied every table, the seeded ones too."""
    with transaction.atomic():
        for code in PRESETS:
            common_calendar(code)


@pytest.fixture
def keeper() -> Actor:
    """The system administrator of district 7."""
    return administrator()


@pytest.fixture
def neighbour() -> Actor:
    """The system administrator of district 8."""
    return administrator(NEIGHBOUR)


@pytest.fixture
def officer() -> Actor:
    """Somebody who may look but not edit."""
    permissions = permissions_of(frozenset({Role.ENFORCEMENT_OFFICER}))
    return Actor(name="张三", user_id=2, district_id=DISTRICT, permissions=permissions)


_actors: dict[int, Actor] = {}


def provided(user: User, at: datetime) -> Actor:
    """What ``settings.ACTOR_PROVIDER`` names in these tests."""
    return _actors[user.pk]


@pytest.fixture
def logged_in(client: Client, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch) -> LogIn:
    """Log somebody with a role in; pages see Monday 2 March 2026, 09:00."""
    settings.ACTOR_PROVIDER = f"{__name__}.provided"
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 3, 2, 1, 0, tzinfo=UTC))

    def log_in(role: Role, district_id: int = DISTRICT) -> Client:
        user = UserFactory.create()
        permissions = permissions_of(frozenset({role}))
        _actors[user.pk] = Actor(name="李四", user_id=user.pk, district_id=district_id, permissions=permissions)
        client.force_login(user)
        return client

    return log_in
