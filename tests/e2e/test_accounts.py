"""Coming in through the pages: password, second factor, the own account, the administrators' pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.utils import timezone

from gridwarden.platform.access import Role
from gridwarden.platform.accounts import totp
from gridwarden.platform.accounts.models import User
from tests.factories.workforce import AdministratorFactory, StaffFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.conftest import Visitor

PASSWORD = "correct horse battery staple"


def look_at(visitor: Visitor, pages: dict[str, str]) -> None:
    for name, path in pages.items():
        visitor.open(path)
        visitor.picture(name)
        visitor.must_be_accessible()


def fill_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", password)
    page.click("main button")


@pytest.mark.parametrize("phone", [False, True])
def test_an_administrator_comes_in_and_sets_up_the_second_factor(
    visit: Callable[..., Visitor],
    phone: bool,  # noqa: FBT001 - both devices
) -> None:
    staff = AdministratorFactory.create(roles=[Role.SYSTEM_ADMINISTRATOR])
    visitor = visit(phone=phone)
    page = visitor.open("/accounts/me/")
    visitor.picture("login")
    visitor.must_be_accessible()
    fill_in(page, staff.user.username, "wrong")
    assert "用户名或密码不正确" in page.inner_text("main")
    visitor.picture("login-refused")
    fill_in(page, staff.user.username)
    page.wait_for_url("**/accounts/me/second-factor/")
    codes = set_up(visitor)
    page.click("text=我已保存")
    page.wait_for_url("**/accounts/me/")
    visitor.picture("profile")
    visitor.must_be_accessible()
    leave(page)
    fill_in(page, staff.user.username)
    page.wait_for_url("**/accounts/login/code/")
    visitor.picture("code")
    visitor.must_be_accessible()
    page.fill("[name=code]", codes[0])
    page.click("main button")
    page.wait_for_url("**/")
    look_at(visitor, {"accounts": "/accounts/all/", "account": f"/accounts/all/{staff.user_id}/"})


def set_up(visitor: Visitor) -> list[str]:
    page = visitor.page
    visitor.picture("second-factor")
    visitor.must_be_accessible()
    page.click("summary:has-text('无法扫码')")
    secret = page.inner_text(".user-select-all").replace(" ", "")
    page.fill("[name=code]", totp.code_at(secret, totp.step_of(timezone.now())))
    page.click("main form:first-of-type button")
    codes = re.findall(r"[a-z2-7]{4}(?:-[a-z2-7]{4}){3}", page.inner_text("main"))
    assert len(codes) == 10
    visitor.picture("recovery-codes")
    visitor.must_be_accessible()
    return codes


def leave(page: Page) -> None:
    page.click(".gw-person")
    page.click("text=退出登录")
    page.wait_for_url("**/accounts/login/")


def test_an_issued_password_is_changed_before_anything_else(visit: Callable[..., Visitor]) -> None:
    staff = StaffFactory.create(roles=[Role.DISPATCHER])
    User.objects.filter(pk=staff.user_id).update(must_change_password=True)
    visitor = visit(phone=True)
    page = visitor.open("/accounts/me/")
    fill_in(page, staff.user.username)
    page.wait_for_url("**/accounts/me/password/")
    page.fill("[name=present]", PASSWORD)
    page.fill("[name=new]", "quiet")
    page.fill("[name=again]", "quiet")
    page.click("main form:first-of-type button")
    visitor.picture("password")
    visitor.must_be_accessible()
    page.fill("[name=present]", PASSWORD)
    page.fill("[name=new]", "quiet river under stones")
    page.fill("[name=again]", "quiet river under stones")
    page.click("main form:first-of-type button")
    page.wait_for_url("**/accounts/me/")
    assert "密码已修改" in page.inner_text("#toasts")


def test_the_security_and_audit_administrators_see_their_pages(visit: Callable[..., Visitor]) -> None:
    staff = StaffFactory.create(roles=[Role.DISPATCHER])
    security = AdministratorFactory.create(roles=[Role.SECURITY_ADMINISTRATOR], district=staff.district)
    User.objects.filter(pk=staff.user_id).update(district_id=staff.district_id)
    visitor = visit(security.user)
    person = f"/accounts/all/{staff.user_id}/"
    look_at(visitor, {"credentials": person, "tokens": "/api-clients/", "token-new": "/api-clients/new/"})
    page = visitor.page
    page.fill("[name=name]", "12345 热线")
    page.fill("[name=username]", staff.user.username)
    page.click("main button")
    assert re.search(r"gw_[a-z0-9]{8}_", page.inner_text("main"))
    visitor.picture("token")
    visitor.open("/api-clients/")
    visitor.picture("tokens-one")
    auditor = visit(AdministratorFactory.create(roles=[Role.AUDIT_ADMINISTRATOR], district=staff.district).user)
    page = auditor.open("/audit/")
    assert "发放令牌" in page.inner_text("main")
    auditor.picture("audit")
    auditor.must_be_accessible()
    page.click("text=立即校验")
    assert "内容与顺序完好" in page.inner_text("main")
    auditor.picture("audit-verdict")
    auditor.must_be_accessible()
