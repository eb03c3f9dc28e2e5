"""The demo district in the database, loaded once for all tests in this folder and taken back after them."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.test import override_settings

from gridwarden.simulation.life.past import catch_up
from gridwarden.simulation.loading.load import Loaded, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gridwarden.simulation.life.living import Living
    from gridwarden.simulation.life.world import World

HERE = Path(__file__).parent
#: Noon of a Monday: the day before it is a Sunday.
NOW = datetime(2026, 3, 9, 13, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests together, and in front where no other process takes some away: loading takes half a minute."""
    here = [item for item in items if item.path.is_relative_to(HERE)]
    here.sort(key=lambda item: len(item.path.parents))
    items[:] = here + [item for item in items if not item.path.is_relative_to(HERE)]


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo everything that is done inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def live_until(loaded: Loaded, world: World, until: datetime) -> Living:
    """Live through the past up to a moment."""
    return catch_up(loaded.life, world, until=until, is_stopping=lambda: False, tell=lambda _life: None)


@pytest.fixture(scope="package")
def loaded(django_db_setup: Any, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    home: Path = tmp_path_factory.mktemp("home")
    with (
        django_db_blocker.unblock(),
        override_settings(HOME=home, MEDIA_ROOT=home / "media"),
        taken_back(),
    ):
        yield load(now=NOW, days=1)


@pytest.fixture
def day_later() -> datetime:
    return NOW + timedelta(days=1)
