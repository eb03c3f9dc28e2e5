"""The demo district in the database, loaded once for a module and taken back after it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings

from gridwarden.simulation.life.past import catch_up
from gridwarden.simulation.life.world import World, find_world
from gridwarden.simulation.loading.load import Loaded, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gridwarden.simulation.life.living import Living

#: Noon of a Monday: the day before it is a Sunday.
NOW = datetime(2026, 3, 9, 13, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo everything that is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class Lived:
    """What became of a stretch of time."""

    loaded: Loaded
    world: World
    living: Living
    until: datetime


def live_until(loaded: Loaded, world: World, until: datetime) -> Living:
    """Live through the past up to a moment."""
    return catch_up(loaded.life, world, until=until, is_stopping=lambda: False, tell=lambda _life: None)


@pytest.fixture(scope="module")
def loaded(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    home: Path = tmp_path_factory.mktemp("home")
    with (
        django_db_blocker.unblock(),
        override_settings(HOME=home, MEDIA_ROOT=home / "media"),
        taken_back(),
    ):
        yield load(now=NOW, days=1)


@pytest.fixture(scope="module")
def lived(loaded: Loaded) -> Iterator[Lived]:
    """A Sunday and a Monday until the evening."""
    world = find_world(loaded.life)
    with taken_back():
        yield Lived(loaded, world, live_until(loaded, world, NOW), NOW)


@pytest.fixture
def day_later() -> datetime:
    return NOW + timedelta(days=1)
