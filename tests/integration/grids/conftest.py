"""Who acts, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.access import Actor, Role, permissions_of
from tests.factories.grids import territory

if TYPE_CHECKING:
    from tests.factories.grids import Territory


@pytest.fixture
def place(db: None) -> Territory:
    """A district with four grids."""
    return territory()


@pytest.fixture
def keeper(place: Territory) -> Actor:
    """The administrator who keeps the district's territory."""
    return actor(Role.SYSTEM_ADMINISTRATOR, place)


@pytest.fixture
def officer(place: Territory) -> Actor:
    """Somebody of the district who may look but not edit."""
    return actor(Role.INFORMATION_OFFICER, place)


@pytest.fixture
def stranger(place: Territory) -> Actor:
    """The administrator of another district."""
    return actor(Role.SYSTEM_ADMINISTRATOR, territory())


def actor(role: Role, place: Territory) -> Actor:
    roles = frozenset({role})
    return Actor(name=role.value, district_id=place.district.pk, roles=roles, permissions=permissions_of(roles))
