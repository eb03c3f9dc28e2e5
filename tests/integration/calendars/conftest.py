"""Who edits calendars in these tests."""

from __future__ import annotations

import pytest

from gridwarden.platform.access import Actor, Role, permissions_of

DISTRICT = 7
NEIGHBOUR = 8


def administrator(district_id: int = DISTRICT) -> Actor:
    permissions = permissions_of(frozenset({Role.SYSTEM_ADMINISTRATOR}))
    return Actor(name="系统员", user_id=1, district_id=district_id, permissions=permissions)


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
