"""The demo district, drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.simulation.people.staff import PlannedPerson, plan_people
from gridwarden.simulation.territory.build import SEED, Parts, build_territory, draw_parts

if TYPE_CHECKING:
    from gridwarden.simulation.territory.model import Territory


@pytest.fixture(scope="session")
def territory() -> Territory:
    return build_territory()


@pytest.fixture(scope="session")
def parts() -> Parts:
    return draw_parts(SEED)


@pytest.fixture(scope="session")
def people(territory: Territory) -> tuple[PlannedPerson, ...]:
    return plan_people(territory, seed=SEED)
