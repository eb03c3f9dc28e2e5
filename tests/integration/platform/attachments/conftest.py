"""A media folder of each test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gridwarden.platform.access import Actor, Role, permissions_of

if TYPE_CHECKING:
    from pathlib import Path

PATROL = Actor(
    name="李芳",
    user_id=7,
    district_id=1,
    roles=frozenset({Role.INFORMATION_OFFICER}),
    permissions=permissions_of(frozenset({Role.INFORMATION_OFFICER})),
)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"
