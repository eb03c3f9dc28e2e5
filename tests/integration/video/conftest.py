"""A video gateway that answers on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from gridwarden.workforce.queries.actors import actor_for as known
from tests.factories import cast as cast_factory
from tests.factories.video import film
from tests.integration.video.stand_in import KEY, SECRET, standing_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Staff
    from tests.factories.cast import Cast
    from tests.integration.video.stand_in import StandIn


@pytest.fixture
def cast(db: None) -> Cast:
    return cast_factory.build()


@pytest.fixture
def actor_of() -> Callable[[Staff], Actor]:
    return lambda staff: known(staff.user, timezone.now())


@pytest.fixture(scope="session")
def film_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("film")
    film(folder)
    return folder


@pytest.fixture
def stand_in(film_folder: Path, settings: Any) -> Iterator[StandIn]:
    with standing_in(film_folder) as server:
        settings.VIDEO_WVP_URL, settings.VIDEO_WVP_KEY = server.base, KEY
        settings.VIDEO_MEDIA_URL, settings.VIDEO_MEDIA_SECRET = server.base, SECRET
        settings.VIDEO_MEDIA_PUBLIC_URL, settings.VIDEO_ORIGINS = "", []
        yield server
