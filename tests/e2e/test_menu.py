"""The inspection menu in a browser: read, edited on the bench, compared and published without a programmer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.menu.actions import drafts, seeding
from gridwarden.menu.models import Condition, Menu
from gridwarden.platform.access import SYSTEM
from tests.factories import cast as cast_factory
from tests.factories.menu import changed

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.e2e.conftest import Visitor
    from tests.factories.cast import Cast


@pytest.fixture
def cast() -> Cast:
    found = cast_factory.build()
    now = timezone.now()
    seeding.seed(by=SYSTEM, at=now, district_id=found.territory.district.pk, valid_from=timezone.localdate(now))
    return found


def line(page: Page, number: int) -> Locator:
    return page.locator("details.menu-item").nth(number - 1)


@pytest.mark.parametrize("phone", [False, True])
def test_an_open_line_of_the_draft_is_tidy_and_accessible(
    visit: Callable[..., Visitor], cast: Cast, *, phone: bool
) -> None:
    changed(drafts.begin(by=SYSTEM, at=timezone.now(), district_id=cast.territory.district.pk))
    visitor = visit(cast.keeper.user, phone=phone)
    page = visitor.open("/menu/draft/")
    line(page, 8).locator("summary").click()
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    visitor.picture("menu-draft")
    assert not wide, "scrolls sideways"
    visitor.must_be_accessible()


def test_a_refused_condition_is_corrected_in_place(visit: Callable[..., Visitor], cast: Cast) -> None:
    page = visit(cast.keeper.user).open("/menu/")
    page.get_by_role("button", name="起草新版").click()

    line(page, 12).locator("summary").click()
    line(page, 12).get_by_label("编辑：流动摊贩在道路、广场摆卖").click()
    page.get_by_label("国标").fill("E4")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("应为字母 E 或 C 加四位数字")).to_be_visible()

    page.get_by_label("国标").fill("E0401")
    page.get_by_label("处置时限").fill("3")
    page.get_by_role("button", name="保存").click()
    expect(line(page, 12).get_by_text("3 紧急工作时")).to_be_visible()
    expect(page.locator("#draft-state")).to_contain_text("改动项数1")


def test_the_menu_is_changed_and_published(visit: Callable[..., Visitor], cast: Cast) -> None:
    drafts.begin(by=SYSTEM, at=timezone.now(), district_id=cast.territory.district.pk)
    page = visit(cast.keeper.user).open("/menu/draft/")

    line(page, 12).locator("summary").click()
    line(page, 12).get_by_label("下移 占道经营与流动摊点").click()
    expect(line(page, 13)).to_contain_text("占道经营与流动摊点")

    line(page, 1).locator("summary").click()
    line(page, 1).get_by_label("删除 道路保洁").click()
    page.locator("[data-confirm-yes]").click()
    expect(page.locator("#draft-state")).to_contain_text("十八项中还缺 1 项。")

    add_a_line(page)
    expect(page.locator("#draft-state")).to_contain_text("内容完整")

    page.get_by_role("link", name="比较").click()
    expect(page.locator("article", has_text="清扫保洁")).to_contain_text("新增")
    page.get_by_role("link", name="发布").click()
    page.get_by_label("修改说明").fill("合并保洁项目")
    page.get_by_role("button", name="发布").click()
    expect(page.get_by_role("heading", name="第 2 版")).to_be_visible()
    assert Condition.objects.filter(item__menu=Menu.objects.get(version=1)).count() == 96


def add_a_line(page: Page) -> None:
    page.get_by_role("button", name="增加一项").click()
    page.locator("[name=name]").fill("清扫保洁")
    page.get_by_role("button", name="保存").click()
    added = page.locator("details.menu-item", has_text="清扫保洁")
    added.locator("summary").click()
    added.get_by_role("button", name="增加立案条件").click()
    page.locator("main [name=text]").fill("路面有散落垃圾")
    page.locator("[name=closing_condition]").fill("清扫干净")
    page.locator("[name=gb_code]").fill("e0112")
    page.locator("[name=limit_value]").fill("2")
    page.get_by_role("button", name="保存").click()


def test_an_edit_that_is_given_up_leaves_the_line_as_it_was(visit: Callable[..., Visitor], cast: Cast) -> None:
    drafts.begin(by=SYSTEM, at=timezone.now(), district_id=cast.territory.district.pk)
    page = visit(cast.keeper.user).open("/menu/draft/")
    line(page, 12).locator("summary").click()
    line(page, 12).get_by_label("编辑：流动摊贩在道路、广场摆卖").click()
    page.get_by_label("处置时限").fill("9")
    page.get_by_role("button", name="取消").click()
    expect(line(page, 12).locator(".menu-limit").first).to_contain_text("2 紧急工作时")


def test_an_officer_reads_the_menu_on_the_telephone(visit: Callable[..., Visitor], cast: Cast) -> None:
    page = visit(cast.east_officer.user, phone=True).open("/menu/")
    expect(page.get_by_role("button", name="起草新版")).to_have_count(0)
    line(page, 8).locator("summary").click()
    expect(line(page, 8).get_by_text("井盖缺失、移位，危及行人车辆")).to_be_visible()
