"""The scripts behind the components: what a person does with mouse, keyboard, camera and a weak browser."""

from __future__ import annotations

import json
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator

    from tests.e2e.conftest import Visitor

GALLERY = "/ui/gallery/"
NO_WEBGL = """
const real = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return kind.startsWith('webgl') ? null : real.call(this, kind, ...rest);
};
"""


@pytest.fixture
def gallery(visit: Callable[..., Visitor]) -> Callable[..., Page]:
    """Open the gallery; the map's tiles are empty, because these tests are not about a territory."""

    def arrive(path: str = GALLERY, *, script: str = "", **options: Any) -> Page:
        visitor = visit(UserFactory(), **options)
        visitor.page.route("**/grids/tiles/**", lambda route: route.fulfill(status=204))
        if script:
            visitor.page.add_init_script(script)
        return visitor.open(path)

    return arrive


def ready(box: Locator) -> Locator:
    box.scroll_into_view_if_needed()
    expect(box).to_have_attribute("data-ready", "1", timeout=30_000)
    return box


def test_the_map_draws_its_cases_and_tells_about_one(gallery: Callable[..., Page]) -> None:
    page = gallery(maps=True)
    board = ready(page.locator("#map-overview"))

    expect(board).to_have_attribute("data-cases", "6")
    board.locator("summary", has_text="图层").click()
    board.get_by_label("责任网格").uncheck()
    page.locator("[data-map-list=map-overview] summary").click()
    expect(page.locator(".gw-map-lines li")).to_have_count(6)
    expect(page.locator(".gw-map-lines li").first).to_contain_text("已超期")


def test_a_place_is_picked_by_keyboard_and_lands_in_the_form(gallery: Callable[..., Page]) -> None:
    page = gallery(maps=True)
    pin = ready(page.locator("#map-pick")).locator(".maplibregl-marker")

    pin.focus()
    pin.press("ArrowUp")

    assert page.locator("#id_lon").input_value() == "120.374"
    assert float(page.locator("#id_lat").input_value()) == pytest.approx(31.546018, abs=1e-6)


def test_without_webgl_the_map_says_so_and_opens_its_list(gallery: Callable[..., Page]) -> None:
    page = gallery(script=NO_WEBGL)

    board = page.locator("#map-overview")
    expect(board).to_have_attribute("data-failed", "webgl")
    expect(board.get_by_role("alert")).to_contain_text("无法显示地图")
    expect(page.locator(".gw-map-lines li")).to_have_count(6)


def test_charts_are_drawn_and_told_as_tables(gallery: Callable[..., Page]) -> None:
    page = gallery()

    for name in ("chart-line", "chart-stacked", "chart-bar", "chart-donut"):
        ready(page.locator(f"#{name}"))
    table = page.locator(".gw-chart", has=page.locator("#chart-stacked")).locator("details")
    table.locator("summary").click()
    expect(table.get_by_role("row")).to_have_count(6)
    expect(table.get_by_role("link", name="A07")).to_have_attribute("href", "?grid=A07")


def test_a_photo_is_made_smaller_and_keeps_its_time_and_place(gallery: Callable[..., Page]) -> None:
    page = gallery(geolocation={"longitude": 120.4, "latitude": 31.6, "accuracy": 9}, permissions=["geolocation"])
    large = BytesIO()
    Image.new("RGB", (3200, 2400), "teal").save(large, "JPEG")
    box = page.locator("[data-capture]")

    box.locator("input[type=file]").set_input_files(
        [{"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": large.getvalue()}]
    )
    expect(box).to_have_attribute("data-captured", "1")

    [facts] = json.loads(box.locator("[data-capture-facts]").input_value())
    assert (facts["name"], facts["lon"], facts["lat"], facts["crs"]) == ("现场.jpg", 120.4, 31.6, "wgs84")
    assert facts["taken_at"].endswith("Z")
    assert box.locator("img").evaluate(
        "async image => (await image.decode(), [image.naturalWidth, image.naturalHeight])"
    ) == [
        1600,
        1200,
    ]
    box.get_by_role("button", name="删除第 1 张照片").click()
    expect(box).to_have_attribute("data-captured", "0")


def test_a_grave_step_is_asked_about_first(gallery: Callable[..., Page]) -> None:
    page = gallery()
    question = page.locator("#confirm-dialog")
    page.get_by_label("选中本页全部记录").check()
    expect(page.locator("[data-selection-count]")).to_have_text("已选 4 项")

    page.get_by_role("button", name="派遣", exact=True).click()
    expect(question).to_be_visible()
    question.get_by_role("button", name="取消").click()

    expect(question).to_be_hidden()
    assert page.url.endswith(GALLERY)
    page.get_by_role("button", name="派遣", exact=True).click()
    question.get_by_role("button", name="确定").click()
    page.wait_for_url("**/?selected=*")


def test_a_list_is_worked_from_the_keyboard(gallery: Callable[..., Page]) -> None:
    page = gallery()

    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.locator("#q").blur()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-row]").nth(1).locator("[data-select]")).to_be_checked()
    page.keyboard.press("?")
    expect(page.locator("#keys-dialog")).to_contain_text("逐行浏览")
    page.keyboard.press("Escape")
    expect(page.locator("#keys-dialog")).to_be_hidden()


def test_the_brightness_is_remembered(gallery: Callable[..., Page]) -> None:
    page = gallery(maps=True)
    page.locator("[data-theme-toggle]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")

    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme-choice", "dark")
    ready(page.locator("#map-overview"))
    page.locator("[data-theme-toggle]").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "light")
    expect(page.locator("#map-overview")).to_have_attribute("data-cases", "6")


def test_photos_open_large_and_turn_by_arrow_keys(gallery: Callable[..., Page]) -> None:
    page = gallery()
    large = page.locator("[data-photo-large]")
    page.locator(".gw-strip").last.locator("a").first.click()
    expect(large).to_have_attribute("src", "http://" + page.url.split("/")[2] + "/static/ui/gallery/after.svg")

    page.keyboard.press("ArrowRight")

    expect(page.locator("[data-photo-caption]")).to_have_text("人行道上堆放纸箱和摊位")


def test_tabs_switch_by_arrow_keys_and_the_address_remembers(gallery: Callable[..., Page]) -> None:
    page = gallery()
    page.get_by_role("tab", name="办理过程").press("ArrowRight")
    expect(page.locator("#panel-compare")).to_be_visible()
    expect(page.locator("#panel-timeline")).to_be_hidden()

    page.get_by_role("tab", name="处置前后").click()
    page.reload()

    expect(page.locator("#panel-compare")).to_be_visible()


def test_the_phone_reaches_every_page_through_the_bar_at_the_thumb(gallery: Callable[..., Page]) -> None:
    page = gallery(phone=True)
    expect(page.locator(".gw-sidebar")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
