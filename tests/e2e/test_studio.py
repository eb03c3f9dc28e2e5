"""The studio in a browser: a design is started and watched, a block moved on the map, the plan published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.grids.actions import designing
from gridwarden.grids.models import Grid, PlanDesign
from tests.e2e.test_territory import leave
from tests.factories.designs import drafted
from tests.factories.grids import Territory, territory
from tests.factories.workforce import AdministratorFactory
from tests.integration.grids.test_designs import lay_roads

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from gridwarden.platform.accounts.models import User
    from tests.e2e.conftest import Visitor

READY = "#studio-board[data-ready]"


@pytest.fixture
def place() -> Territory:
    """Four grids and a lattice of roads."""
    land = territory(name="安镇街道")
    lay_roads(land)
    return land


@pytest.fixture
def keeper(place: Territory) -> User:
    found: User = AdministratorFactory(district=place.district).user
    return found


def open_editor(page: Page) -> None:
    page.wait_for_selector(READY, timeout=60_000)
    page.wait_for_selector("[data-studio-editor][data-blocks]")


def choose_on_the_map(page: Page, visitor: Visitor) -> None:
    """Lock a grid, part two places, and take both back."""
    page.wait_for_selector("[data-studio-wishes][data-loaded='4']", timeout=60_000)
    page.get_by_role("checkbox", name="A01").check()
    expect(page.locator("[data-lock-count]")).to_have_text("1")
    page.get_by_role("button", name="两处分格").click()
    for _ in range(2):
        page.get_by_role("button", name="取地图中心点").click()
    expect(page.locator("[data-pairs='apart'] li")).to_have_count(1)
    visitor.picture("studio-wishes")
    visitor.must_be_accessible()
    page.get_by_role("button", name="移除 1").click()
    page.get_by_role("checkbox", name="A01").uncheck()


def test_a_design_is_started_watched_and_shown_beside_todays_plan(visit: Callable[..., Visitor], keeper: User) -> None:
    visitor = visit(keeper, maps=True)
    page = visitor.open("/grids/studio/")
    page.wait_for_selector(READY, timeout=60_000)
    page.get_by_role("link", name="新建方案").click()
    choose_on_the_map(page, visitor)
    page.get_by_label("名称").fill("两格方案")
    for word, count in {"A": "0", "B": "0", "C": "2"}.items():
        page.get_by_label(f"{word} 类网格数").fill(count)
    page.get_by_label("搜索时间").select_option("10")
    page.get_by_role("button", name="开始划分").click()
    expect(page.get_by_role("progressbar", name="进度")).to_be_visible()
    designing.make(at=timezone.now(), design_id=PlanDesign.objects.get().pk)
    shown = page.locator("button[data-plan][data-plan-name='两格方案']")
    expect(shown).to_be_visible()
    page.wait_for_selector(READY, timeout=60_000)
    shown.click()
    expect(shown).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-shown]")).to_have_text("两格方案")
    page.locator("button[data-beside='today']").click()
    expect(page.locator("[data-shown-second]")).to_have_text("现行方案")
    visitor.picture("studio-compare")
    visitor.must_be_accessible()
    leave(page)


@pytest.mark.parametrize("phone", [False, True])
def test_a_block_is_moved_judged_and_taken_back_and_the_plan_published(
    visit: Callable[..., Visitor], keeper: User, place: Territory, *, phone: bool
) -> None:
    design = drafted(place.district)
    visitor = visit(keeper, phone=phone, maps=True)
    page = visitor.open(f"/grids/studio/{design.pk}/")
    open_editor(page)
    expect(page.locator("[data-verdict]").last).to_have_text("各项检查通过,方案可以发布。")
    page.locator("[data-grid-list] button", has_text="A01").click()
    page.locator("[data-border-block]").select_option("1")
    expect(page.locator("[data-trial='A02']")).to_contain_text("A02")
    page.locator("[data-target='A02']").click()
    expect(page.locator("[data-studio-editor]")).to_have_attribute("data-revision", "1")
    expect(page.locator("[data-flaws] li")).not_to_have_count(0)
    expect(page.locator("[data-figures]")).to_contain_text("6%")
    visitor.picture("studio-editor")
    visitor.must_be_accessible()
    page.get_by_role("button", name="撤销").click()
    expect(page.locator("[data-flaws] li")).to_have_count(0)
    page.locator("[data-grid-list] button", has_text="B01").click()
    page.get_by_role("button", name="拆分网格").click()
    expect(page.locator("[data-grid-list] li")).to_have_count(5)
    page.get_by_role("button", name="发布方案").click()
    page.locator("#publish-design").get_by_role("button", name="发布").click()
    expect(page.get_by_text("已发布:")).to_be_visible()
    assert Grid.objects.filter(district=place.district, code="B02").exists()
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert not wide
    leave(page)
