from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.integration.exchange import pair as pairs

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django.fixtures import SettingsWrapper

    from tests.integration.exchange.pair import Pair


@pytest.fixture
def pair(db: None, settings: SettingsWrapper, tmp_path: Path) -> Pair:
    """A city above a town, each with the other's key."""
    settings.MEDIA_ROOT = tmp_path
    return pairs.build()
