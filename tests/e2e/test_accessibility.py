"""Every page of the product in a browser: tidy on its devices, and without a serious finding of axe."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.e2e.conftest import DESKTOP, PHONE, arrive
from tests.e2e.every_page import NO_PAGES, PAGES, Ground, names_that_answer_get

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser
    from pytest_django.live_server_helper import LiveServer

    from tests.e2e.conftest import Visitor
    from tests.factories.cases import Stage

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def ground(standing_stage: Stage) -> Ground:
    return Ground(standing_stage)


@pytest.fixture(scope="module")
def visitor_of(
    ground: Ground, server: LiveServer, browsers: Callable[[bool], Browser]
) -> Iterator[Callable[..., Visitor]]:
    """Each holder of a post keeps one browser for the whole module, and one that draws maps."""
    here: dict[tuple[str, bool], Visitor] = {}

    def come(post: str, *, maps: bool = False) -> Visitor:
        if (post, maps) not in here:
            here[post, maps] = arrive(browsers(maps), server, ground.user(post) if post else None)
        return here[post, maps]

    yield come
    for visitor in here.values():
        visitor.context.close()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_page_is_tidy_and_accessible(
    ground: Ground, visitor_of: Callable[..., Visitor], standing_stage: Stage, name: str
) -> None:
    look = PAGES[name]
    visitor = visitor_of(look.post, maps=look.maps)
    address = reverse(name, args=look.with_(ground))
    visitor.page.set_viewport_size(DESKTOP)

    answer = visitor.page.goto(visitor.base + address)

    assert answer is not None
    assert (answer.status, visitor.page.url) == (200, visitor.base + address)
    assert (visitor.page.locator("[data-map]").count() > 0) == look.maps, "say in every_page.py whether there is a map"
    for size in (DESKTOP, PHONE)[: 2 if look.phone else 1]:
        visitor.page.set_viewport_size(size)
        expect(visitor.page.locator("h1").first).to_be_visible()
        visitor.picture(f"every-{name.replace(':', '-')}-{size['width']}")
        assert not visitor.page.evaluate(WIDE), f"{name} scrolls sideways at {size['width']}"
        visitor.must_be_accessible()
    assert visitor.complaints == []


def test_the_code_after_the_password_is_asked_for_accessibly(
    ground: Ground, visitor_of: Callable[..., Visitor], standing_stage: Stage
) -> None:
    visitor = visitor_of("")
    visitor_of("keeper")  # has a second factor by now
    page = visitor.open(reverse("accounts:login"))
    page.locator("#id_username").fill(ground.user("keeper").username)
    page.locator("#id_password").fill("correct horse battery staple")
    page.locator("#id_password").press("Enter")

    expect(page.locator("#id_code")).to_be_visible()
    assert page.url.endswith(reverse("accounts:code"))
    visitor.must_be_accessible()


def test_every_page_is_in_the_list() -> None:
    listed = PAGES.keys() | NO_PAGES.keys()
    assert sorted(names_that_answer_get() - listed) == [], "new pages: add them to every_page.py"
    assert sorted(listed - names_that_answer_get()) == [], "these are gone"
