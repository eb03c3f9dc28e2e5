"""The stage on which contracts are tested."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import cases

if TYPE_CHECKING:
    from tests.factories.cases import Stage


@pytest.fixture
def stage(db: None) -> Stage:
    """The fixed cast with the desk, the menu and a contractor."""
    return cases.build()
