"""The studio in a browser: a design is started and watched, a block moved on the map, the plan published."""

from __future__ import annotations

from datetime import timedelta
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

    from playwright.sync_api import Page, Route

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


def ask_for(page: Page, name: str, seed: int) -> None:
    """Lock a grid on the map and unlock it again, and start a design of two grids."""
    page.wait_for_selector("[data-studio-wishes][data-loaded='4']", timeout=60_000)
    map_box = page.locator("#studio-board canvas").first
    for count in ("1", "0"):
        map_box.click(position={"x": 300, "y": 260})
        expect(page.locator("[data-lock-count]")).to_have_text(count)
    page.get_by_label("名称").fill(name)
    for word, wanted in {"A": "0", "B": "0", "C": "2"}.items():
        page.get_by_label(f"{word} 类网格数").fill(wanted)
    page.get_by_label("随机种子").fill(str(seed))
    page.get_by_label("搜索时间").select_option("10")
    page.get_by_role("button", name="开始划分").click()
    expect(page.get_by_role("progressbar", name="进度")).to_be_visible()


def make(name: str) -> None:
    designing.make(at=timezone.now(), design_id=PlanDesign.objects.get(name=name).pk)


def test_a_design_is_stopped_another_seed_compared_and_published_from_a_day(
    visit: Callable[..., Visitor], keeper: User, place: Territory
) -> None:
    day = timezone.localdate() + timedelta(days=7)
    page = visit(keeper, maps=True).open("/grids/studio/new/")
    ask_for(page, "甲案", seed=1)
    PlanDesign.objects.filter(name="甲案").update(state="running")
    page.get_by_role("button", name="停止搜索").click()
    expect(page.get_by_text("将以目前最优方案结束")).to_be_visible()
    make("甲案")
    page.get_by_role("link", name="调整方案").click()
    open_editor(page)
    page.get_by_role("link", name="调整后重新划分").click()
    expect(page.get_by_label("C 类网格数")).to_have_value("2")
    ask_for(page, "乙案", seed=2)
    make("乙案")
    page.locator("button[data-plan][data-plan-name='甲案']").click()
    page.locator("button[data-beside][data-plan-name='乙案']").click()
    expect(page.locator("[data-shown]")).to_have_text("甲案")
    expect(page.locator("[data-shown-second]")).to_have_text("乙案")
    page.get_by_role("link", name="调整方案").first.click()
    open_editor(page)
    page.get_by_role("button", name="发布方案").click()
    page.get_by_label("启用日期").fill(day.isoformat())
    page.locator("#publish-design").get_by_role("button", name="发布").click()
    expect(page.locator("p[data-verdict]")).to_have_text(f"已发布：自 {day} 起为全区网格方案。")
    page.goto(page.url.split("/grids/")[0] + "/grids/")
    expect(page.get_by_text(f"自 {day} 起启用另一网格方案。")).to_be_visible()
    expect(page.get_by_role("link", name="A01")).to_be_visible()
    in_force = Grid.objects.filter(district=place.district)
    assert (in_force.on(timezone.localdate()).count(), in_force.on(day).count()) == (4, 2)
    leave(page)


def test_a_grid_that_was_joined_to_another_is_no_longer_offered(
    visit: Callable[..., Visitor], keeper: User, place: Territory
) -> None:
    page = visit(keeper, maps=True).open(f"/grids/studio/{drafted(place.district).pk}/")
    open_editor(page)
    listed, title = page.locator("[data-grid-list] button"), page.locator("[data-choice-title]")
    listed.filter(has_text="A02").click()
    page.locator("[data-merge-into]").select_option("A01")
    page.get_by_role("button", name="合并").click()
    expect(title).to_have_text("A01")
    expect(listed).to_have_count(3)
    page.get_by_role("button", name="撤销").click()
    expect(listed).to_have_count(4)
    listed.filter(has_text="A02").click()
    page.get_by_role("button", name="拆分网格").click()
    expect(listed).to_have_count(5)
    listed.filter(has_text="A03").click()
    page.get_by_role("button", name="撤销").click()
    expect(title).to_have_text("在地图上选择地块")
    expect(page.locator("[data-grid-tools]")).to_be_hidden()
    leave(page)


def test_a_design_is_drawn_also_when_it_comes_while_the_map_still_fetches_tiles(
    visit: Callable[..., Visitor], keeper: User, place: Territory
) -> None:
    visitor = visit(keeper, maps=True)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visitor.page.route("**/api/v1/designs/*/blocks", hold)
    page = visitor.open(f"/grids/studio/{drafted(place.district).pk}/")
    page.wait_for_selector(READY, timeout=60_000)
    page.route("**/grids/tiles/**", lambda _: None)
    with page.expect_request("**/grids/tiles/**"):
        page.get_by_role("button", name="放大").click()
    held[0].continue_()
    page.wait_for_selector("[data-studio-editor][data-blocks='16']")
    page.unroute_all(behavior="ignoreErrors")
    leave(page)
