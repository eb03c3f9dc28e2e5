from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gridwarden.menu.actions import seeding
from gridwarden.platform.access import SYSTEM
from tests.factories import cast as cast_factory

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.menu.models import Menu
    from tests.factories.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody of the fixed cast, in the database."""
    return cast_factory.build()


@pytest.fixture
def published(cast: Cast, monday_morning: datetime) -> Menu:
    """The supplied menu, in force in the cast's district since the morning's day."""
    return seeding.seed(
        by=SYSTEM, at=monday_morning, district_id=cast.territory.district.pk, valid_from=monday_morning.date()
    )
