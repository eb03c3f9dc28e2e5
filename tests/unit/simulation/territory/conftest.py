"""The demo district, drawn once."""

from __future__ import annotations

import pytest

from gridwarden.simulation.territory.build import SEED, Parts, build_territory, draw_parts
from gridwarden.simulation.territory.model import Territory


@pytest.fixture(scope="session")
def territory() -> Territory:
    return build_territory()


@pytest.fixture(scope="session")
def parts() -> Parts:
    return draw_parts(SEED)
