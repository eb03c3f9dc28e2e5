"""Accounts whose roles a test chooses, without the contexts above the platform."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from gridwarden.platform.access import Actor, Role, permissions_of
from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.accounts.models import User

_ACTORS: dict[int, Actor] = {}


class Cast(Protocol):
    def __call__(self, *roles: Role, district_id: int = 1, **account: Any) -> User: ...


def provided(user: User, at: datetime) -> Actor:
    """What ``settings.ACTOR_PROVIDER`` names in these tests."""
    return _ACTORS.get(user.pk, Actor(name=user.display_name, user_id=user.pk))


@pytest.fixture
def cast(db: None, settings: Any) -> Cast:
    """Make accounts with roles: ``cast(Role.DISPATCHER)``."""
    settings.ACTOR_PROVIDER = f"{__name__}.provided"
    _ACTORS.clear()

    def make(*roles: Role, district_id: int = 1, **account: Any) -> User:
        user = UserFactory.create(district_id=district_id, **account)
        held = frozenset(roles)
        _ACTORS[user.pk] = Actor(
            name=user.display_name,
            user_id=user.pk,
            district_id=district_id,
            roles=held,
            permissions=permissions_of(held),
        )
        return user

    return make
