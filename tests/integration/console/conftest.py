from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import cases as factory

if TYPE_CHECKING:
    from tests.factories.cases import Stage


@pytest.fixture
def stage(db: None) -> Stage:
    """Everybody on the stage, and the menu in force."""
    return factory.build()
