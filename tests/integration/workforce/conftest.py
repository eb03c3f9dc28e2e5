from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import cast as cast_factory

if TYPE_CHECKING:
    from tests.factories.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody of the fixed cast, in the database."""
    return cast_factory.build()
