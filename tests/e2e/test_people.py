"""People in a browser: every page tidy and accessible; a posting, a leave and a role given by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.platform.access import SYSTEM
from gridwarden.workforce.actions import duties
from tests.factories import cast as cast_factory
from tests.factories.workforce import LeaveFactory, PostingFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Visitor
    from tests.factories.cast import Cast


@pytest.fixture
def cast() -> Cast:
    found = cast_factory.build()
    duties.seed(by=SYSTEM, at=timezone.now(), district_id=found.territory.district.pk)
    LeaveFactory(staff=found.west_officer)
    PostingFactory(staff=found.west_officer, grid=found.territory.grids["A02"], substitute_for=found.east_officer)
    return found


def test_a_hole_is_found_and_filled(visit: Callable[..., Visitor], cast: Cast) -> None:
    page = visit(cast.keeper.user).open("/people/")
    page.get_by_role("link", name="空岗").click()
    hole = page.get_by_role("row", name="C01").get_by_text("空岗").first
    expect(hole).to_be_visible()

    page.goto(page.url.split("/people/")[0] + f"/people/staff/{cast.east_officer.pk}/")
    page.get_by_role("link", name="安排进网格").click()
    page.get_by_label("网格").select_option(label="C01 网格 C01")
    page.get_by_role("button", name="任命").click()

    expect(page.get_by_text("已保存。")).to_be_visible()
    expect(page.locator(".people-span").filter(has_text="C01")).to_be_visible()


def test_a_leave_brings_the_substitute_into_the_grid(visit: Callable[..., Visitor], cast: Cast) -> None:
    page = visit(cast.keeper.user).open(f"/people/staff/{cast.east_officer.pk}/")
    page.get_by_role("link", name="登记请假").click()
    expect(page.get_by_text("需要顶岗：")).to_contain_text("A01")
    page.get_by_label("截止日期").fill("2099-12-31")
    page.get_by_label("请假事由").fill("进修")
    page.get_by_label("顶岗人员").select_option(value=str(cast.east_informant.pk))
    page.get_by_role("button", name="保存").click()

    refusal = page.locator(".gw-alert-bad")
    expect(refusal).to_contain_text("没有该角色")

    page.get_by_label("顶岗人员").select_option(value=str(cast.west_officer.pk))
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("进修")).to_be_visible()

    page.goto(page.url.split("/people/")[0] + "/people/grids/")
    expect(page.get_by_role("row", name="A01").get_by_text("顶替 张东升")).to_be_visible()


def test_the_security_administrator_gives_a_role(visit: Callable[..., Visitor], cast: Cast) -> None:
    page = visit(cast.security.user).open(f"/people/staff/{cast.dispatcher.pk}/")
    page.get_by_role("link", name="授予角色").click()
    page.get_by_role("checkbox", name="审计管理员").check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".gw-alert-bad")).to_contain_text("不得兼任")

    page.get_by_role("checkbox", name="审计管理员").uncheck()
    page.get_by_role("checkbox", name="值班长").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("heading", name="值班长")).to_be_visible()
