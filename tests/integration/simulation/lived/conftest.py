"""A Sunday and a Monday lived through once, for every test that looks at what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from gridwarden.simulation.life.world import find_world
from tests.integration.simulation.conftest import NOW, live_until, taken_back

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gridwarden.simulation.life.living import Living
    from gridwarden.simulation.life.world import World
    from gridwarden.simulation.loading.load import Loaded


@dataclass(frozen=True)
class Lived:
    """What became of a stretch of time."""

    loaded: Loaded
    world: World
    living: Living
    until: datetime


@pytest.fixture(scope="package")
def lived(loaded: Loaded) -> Iterator[Lived]:
    """A Sunday and a Monday until the evening."""
    world = find_world(loaded.life)
    with taken_back():
        yield Lived(loaded, world, live_until(loaded, world, NOW), NOW)
    loaded.life.refresh_from_db()
