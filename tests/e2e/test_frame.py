"""The frame around every page at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from playwright.sync_api import expect

from gridwarden.cases.models import Case
from tests.factories import cases as cases_factory
from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Visitor


def test_the_sidebar_stays_in_sight_down_a_long_page(visit: Callable[..., Visitor]) -> None:
    visitor = visit(UserFactory(), maps=True)
    visitor.page.route("**/grids/tiles/**", lambda route: route.fulfill(status=204))
    page = visitor.open("/ui/gallery/")

    page.evaluate("scrollTo({ top: 2500, behavior: 'instant' })")
    assert page.evaluate("scrollY") == 2500
    box = page.locator(".gw-sidebar").bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (0, 900)


def test_the_list_of_cases_shows_every_column_at_a_desk(visit: Callable[..., Visitor]) -> None:
    stage = cases_factory.build()
    now = timezone.now()
    address = "江南区人民中路与解放东路交叉口西北角东侧约五十米处"
    opened = stage.opened(condition=stage.spot, at=now, address=address)
    Case.objects.filter(pk=opened.case_id).update(rework_count=2)
    page = visit(stage.people["dispatcher"].user).open("/cases/")
    holder = page.locator(".gw-table-holder")
    wide, shown = holder.evaluate("it => [it.scrollWidth, it.clientWidth]")
    assert wide <= shown


def test_a_mistyped_code_comes_back_readable(visit: Callable[..., Visitor]) -> None:
    visitor = visit(phone=True)
    page = visitor.open("/intake/track/?code=O2345-ABCDE")
    expect(page.get_by_label("查询码")).to_have_value("O2345-ABCDE")
    expect(page.get_by_role("alert")).to_contain_text("没有查到")
    visitor.must_be_accessible()
