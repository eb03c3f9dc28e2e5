"""The working calendar in a browser: look through the year, close a day, take over a notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.factories.workforce import AdministratorFactory, StaffFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.platform.accounts.models import User
    from tests.e2e.conftest import Visitor

NOTICE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"


@pytest.fixture
def keeper() -> User:
    found: User = AdministratorFactory.create().user
    return found


def test_a_day_is_closed_and_opened_again(visit: Callable[..., Visitor], keeper: User) -> None:
    page = visit(keeper).open("/calendar/?year=2026")

    page.locator('a[href="/calendar/office/days/2026-03-02/"]').click()
    page.get_by_role("radio", name="节假日").check()
    page.locator("#id_name").fill("建区纪念日")
    page.locator("#id_reason").fill("区政府通知")
    page.get_by_role("button", name="保存").click()

    day = page.locator('a[href="/calendar/office/days/2026-03-02/"]')
    expect(day).to_have_class("gw-day gw-day-holiday")
    expect(page.get_by_text("本区自有日历")).to_be_visible()

    day.click()
    page.get_by_role("button", name="恢复为普通日").click()
    page.locator("dialog[open]").get_by_role("button", name="确定").click()

    expect(day).to_have_class("gw-day gw-day-workday")


def test_a_notice_confirms_the_next_year(visit: Callable[..., Visitor], keeper: User) -> None:
    page = visit(keeper).open("/calendar/office/import/")

    page.locator("#id_year").fill("2027")
    page.locator("#id_notice").fill(NOTICE.replace("共3天", "共4天"))
    page.get_by_role("button", name="导入").first.click()
    expect(page.locator(".gw-error")).to_contain_text("不能完整识别")

    page.locator("#id_notice").fill(NOTICE)
    page.get_by_role("button", name="导入").first.click()
    page.goto(page.url.split("?")[0] + "?year=2027")

    expect(page.locator("a.gw-day-holiday")).to_have_count(3)
    expect(page.locator("a.gw-day-provisional")).to_have_count(0)


def test_who_may_only_look_finds_nothing_to_press(visit: Callable[..., Visitor]) -> None:
    page = visit(StaffFactory.create().user).open("/calendar/?year=2026")

    expect(page.locator("span.gw-day-holiday")).not_to_have_count(0)
    expect(page.locator("a.gw-day")).to_have_count(0)
