"""News reach an open page by themselves: the whole site, its event stream and a real browser."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.chromium import launched, playing
from tests.faults import vehicle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.faults.site import Site

PATIENCE_S = 30


@pytest.fixture(scope="module")
def stage(site: Site) -> dict[str, Any]:
    staged = site.set_stage()
    site.serve()
    return staged


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser that ends with this module: the tests after it use the database in the same process."""
    with playing() as playwright, launched(playwright, maps=True) as running:
        yield running


@pytest.fixture
def live_map(site: Site, stage: dict[str, Any], browser: Browser) -> Iterator[Page]:
    """The dispatcher's map, connected to the stream, its cases listed."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    context.add_cookies([{"name": "gridwarden", "value": stage["session"], "url": site.url}])
    page = context.new_page()
    page.goto(f"{site.url}/map/")
    expect(page.locator('[data-live-for="board"]')).to_have_attribute("data-state", "live", timeout=30_000)
    page.locator('[data-map-list="board"] > summary').click()
    yield page
    context.close()


def reported(site: Site, stage: dict[str, Any]) -> str:
    """Report by the API, as another system would: again under the same key until it is heard; return the number."""
    request = urllib.request.Request(  # noqa: S310 - our own site
        f"{site.url}/api/v1/reports",
        data=json.dumps(stage["body"]).encode(),
        headers={
            "Authorization": f"Bearer {stage['tokens'][0]}",
            "Content-Type": "application/json",
            "Idempotency-Key": str(uuid4()),
        },
    )
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:  # noqa: S310 - our own site
                return str(json.load(answer)["case_number"])
        except (ConnectionError, urllib.error.URLError):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_a_case_appears_on_an_open_map(site: Site, stage: dict[str, Any], live_map: Page) -> None:
    live_map.evaluate("window.stayed = true")
    number = reported(site, stage)
    expect(live_map.locator('[data-map-list="board"]')).to_contain_text(number, timeout=20_000)
    assert live_map.evaluate("window.stayed"), "the page was loaded again"


def test_a_vehicle_leaves_its_grid_and_the_desk_speaks_to_it(site: Site, stage: dict[str, Any], live_map: Page) -> None:
    drive(site, "patrol")
    expect(live_map.locator("#board")).to_have_attribute("data-movers", "1", timeout=30_000)
    device = drive(site, "leave")
    alarm = live_map.locator("[data-alarms] li")
    expect(alarm).to_contain_text("离开网格", timeout=60_000)
    alarm.locator("[data-show-device]").click()
    card = live_map.locator("#map-card")
    expect(card).to_contain_text(vehicle.NAME)
    card.locator("[data-replay]").click()
    fixes = len(vehicle.INSIDE_S) + len(vehicle.OUTSIDE_S)
    expect(live_map.locator("[data-replay-bar]")).to_have_attribute("data-points", str(fixes))
    card.locator("textarea").fill("请返回网格")
    card.locator("form button").click()
    expect(live_map).to_have_url(f"{site.url}/map/?device={device}")
    expect(live_map.locator("#map-card")).to_contain_text(vehicle.NAME)
    with site.database() as database:
        said = database.execute("SELECT count(*) FROM patrols_command WHERE device_id = %s", [device]).fetchone()
    assert said == (1,)


def drive(site: Site, step: str) -> int:
    answer = json.loads(site.run("-m", "tests.faults.vehicle", step, GRIDWARDEN_DATABASE_ROLE="owner"))
    return int(answer["device"])


def test_the_stream_comes_back_after_its_server_was_killed(site: Site, stage: dict[str, Any], live_map: Page) -> None:
    live_map.evaluate("window.stayed = true")
    assert site.kill_one("granian")
    number = reported(site, stage)
    expect(live_map.locator('[data-map-list="board"]')).to_contain_text(number, timeout=60_000)
