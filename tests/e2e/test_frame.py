"""The frame around every page at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factories.accounts import UserFactory

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.e2e.conftest import Visitor


def test_the_sidebar_stays_in_sight_down_a_long_page(visit: Callable[..., Visitor]) -> None:
    visitor = visit(UserFactory())
    visitor.page.route("**/grids/tiles/**", lambda route: route.fulfill(status=204))
    page = visitor.open("/ui/gallery/")

    page.evaluate("scrollTo({ top: 2500, behavior: 'instant' })")
    assert page.evaluate("scrollY") == 2500
    box = page.locator(".gw-sidebar").bounding_box()
    assert box is not None
    assert (box["y"], box["height"]) == (0, 900)
