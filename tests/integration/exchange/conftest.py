from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.exchange import pair as pairs

if TYPE_CHECKING:
    from tests.integration.exchange.pair import Pair


@pytest.fixture
def pair(db: None) -> Pair:
    """A city above a town, each with the other's key."""
    return pairs.build()
