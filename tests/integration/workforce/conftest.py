from __future__ import annotations

import pytest

from tests.factories import cast as cast_factory
from tests.factories.cast import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Everybody of the fixed cast, in the database."""
    return cast_factory.build()
