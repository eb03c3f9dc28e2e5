from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import inspections as factory

if TYPE_CHECKING:
    from tests.factories.inspections import Papers


@pytest.fixture
def papers(db: None) -> Papers:
    """Everybody on the stage, the menu in force, and the supplied articles."""
    return factory.build()
