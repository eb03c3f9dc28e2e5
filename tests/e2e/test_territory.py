"""The territory in a browser: look at grids and roads, find a gap on the map, bring a plan in after its preview."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from gridwarden.grids.models import Grid
from gridwarden.grids.models.conversion import to_shapely
from tests.factories.grids import RoadFactory, Territory, square, territory
from tests.factories.workforce import AdministratorFactory
from tests.integration.grids import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from gridwarden.platform.accounts.models import User
    from tests.e2e.conftest import Visitor

MAP = "#territory-board[data-ready]"


@pytest.fixture
def place() -> Territory:
    """Four grids and a road."""
    land = territory(name="安镇街道")
    RoadFactory(district=land.district)
    return land


@pytest.fixture
def keeper(place: Territory) -> User:
    found: User = AdministratorFactory(district=place.district).user
    return found


def wait_for_map(page: Page) -> None:
    if page.locator("[data-map]").count():
        page.wait_for_selector(MAP, timeout=60_000)


def leave(page: Page) -> None:
    """Go where no map asks for tiles: the tables are emptied after the test, and a late tile would be in the way."""
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")


def test_a_finding_in_the_list_leads_to_its_place_and_back(
    visit: Callable[..., Visitor], keeper: User, place: Territory
) -> None:
    place.grids["C01"].delete()
    page = visit(keeper, maps=True).open("/grids/check/")
    wait_for_map(page)
    board, finding = page.locator("#territory-board"), page.locator("[data-finding='1']")
    expect(board).to_have_attribute("data-findings", "1")
    finding.click()
    expect(board).to_have_attribute("data-chosen", "1")
    expect(finding).to_have_attribute("aria-pressed", "true")
    leave(page)


def test_findings_survive_another_theme(visit: Callable[..., Visitor], keeper: User, place: Territory) -> None:
    place.grids["C01"].delete()
    page = visit(keeper, maps=True).open("/grids/check/")
    wait_for_map(page)
    board = page.locator("#territory-board")
    board.evaluate("box => delete box.dataset.findings")
    page.evaluate("document.dispatchEvent(new Event('theme:changed'))")
    expect(board).to_have_attribute("data-findings", "1", timeout=30_000)
    leave(page)


def test_a_plan_is_previewed_and_taken_over(visit: Callable[..., Visitor], keeper: User, place: Territory) -> None:
    west, east = to_shapely(square(0, 0, rows=2)), to_shapely(square(1, 0, rows=2))
    plan = samples.geojson((west, {"code": "W01", "class": "C"}), (east, {"code": "E01", "class": "C"}))
    visitor = visit(keeper, maps=True)
    page = visitor.open("/grids/import/")
    page.locator("#id_kind").select_option("grids")
    page.locator("#id_file").set_input_files(
        files=[{"name": "plan.geojson", "mimeType": "application/geo+json", "buffer": plan.content}]
    )
    page.get_by_role("button", name="上传并预览").click()
    expect(page.get_by_text("新增 2，变更 0，停用 4，未变 0")).to_be_visible()
    wait_for_map(page)
    visitor.picture("territory-preview")
    visitor.must_be_accessible()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_text("未发现问题")).to_be_visible()
    wait_for_map(page)
    leave(page)
    assert set(Grid.objects.filter(district=place.district, valid_to=None).values_list("code", flat=True)) == {
        "W01",
        "E01",
    }
