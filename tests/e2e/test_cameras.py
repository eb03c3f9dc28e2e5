"""A camera in a browser: it plays when somebody watches, and says why when it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.factories import cast as cast_factory
from tests.factories.video import SourceFactory, film
from tests.integration.video.stand_in import KEY, SECRET, standing_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.e2e.conftest import Visitor
    from tests.factories.cast import Cast
    from tests.integration.video.stand_in import StandIn


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return cast_factory.build()


@pytest.fixture
def stand_in(tmp_path: Path, settings: Any) -> Iterator[StandIn]:
    film(tmp_path)
    with standing_in(tmp_path) as server:
        settings.VIDEO_WVP_URL, settings.VIDEO_WVP_KEY = server.base, KEY
        settings.VIDEO_MEDIA_URL, settings.VIDEO_MEDIA_SECRET = server.base, SECRET
        yield server


def runs(page: Page) -> None:
    """Wait until the film moves."""
    for _ in range(100):
        if page.evaluate("document.querySelector('video').currentTime > 0.2"):
            return
        page.wait_for_timeout(100)
    pytest.fail("The film stands still.")


def test_a_camera_plays_breaks_off_and_is_pictured(
    visit: Callable[..., Visitor], cast: Cast, stand_in: StandIn
) -> None:
    source = SourceFactory.create(district=cast.territory.district, name="人民广场东")
    desk = visit(cast.dispatcher.user)
    page = desk.open(f"/video/{source.pk}/")
    page.get_by_role("button", name="观看").click()
    runs(page)
    assert page.evaluate("document.querySelector('video').videoWidth") == 320
    desk.picture("camera-playing")
    page.get_by_role("button", name="截取画面").click()
    expect(page.get_by_text("截图已保存")).to_be_visible()


def test_a_gateway_that_cannot_is_heard_in_its_own_words(
    visit: Callable[..., Visitor], cast: Cast, stand_in: StandIn
) -> None:
    source = SourceFactory.create(district=cast.territory.district)
    path = f"/api/play/start/{source.device}/{source.channel}"
    stand_in.instead[path] = '{"code": 100, "msg": "设备离线"}'.encode()
    desk = visit(cast.dispatcher.user)
    desk.open(f"/video/{source.pk}/")
    desk.page.get_by_role("button", name="观看").click()
    expect(desk.page.get_by_role("status").filter(has_text="设备离线")).to_be_visible()
    del stand_in.instead[path]
    desk.page.get_by_role("button", name="观看").click()
    runs(desk.page)
