"""A real browser against a real server: every page error and every policy violation fails the test."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.management import call_command
from django.core.management.commands.flush import Command as Flush
from django.db import OperationalError, connection
from django.test import override_settings
from psycopg import sql
from pytest_django.live_server_helper import LiveServer

from tests.chromium import launched, playing
from tests.factories import cases as cases_factory
from tests.logins import session_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page
    from pytest_django import DjangoDbBlocker

    from gridwarden.platform.accounts.models import User
    from tests.factories.cases import Stage

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
#: Set, for example to test-results, tests leave pictures of the pages there for people to look at.
PICTURES = os.environ.get("GRIDWARDEN_PICTURES")
#: How long a server may go on after its last page was closed.
QUIET_S = 10
#: Django's own lists of models, the same for every test.
KEPT = {"django_content_type", "auth_permission"}
#: How often the tables are tried to be emptied before that counts as a fault.
FLUSHES = 5
#: What fades in has not its own colours yet: wait for every movement that has an end.
STILL = """() => Promise.allSettled(
    document.getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
        .map((one) => one.finished),
).then(() => null)"""
#: What passes need not be described node by node.
ONLY_VIOLATIONS = {"resultTypes": ["violations"]}
#: Findings of axe that a release may not have.
SERIOUS = {"serious", "critical"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/e2e/" not in str(item.path):
            continue
        item.add_marker(pytest.mark.e2e)
        if "standing_stage" not in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db(transaction=True))


@pytest.fixture(scope="session", autouse=True)
def _synchronous_database() -> None:
    """Playwright keeps an event loop in this thread, which Django would take for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session", autouse=True)
def _patient_flush() -> Iterator[None]:
    """What a closed page asked for last may still be served while the tables are emptied, and the two can deadlock."""

    def again(command: Flush, **options: Any) -> None:
        for _ in range(FLUSHES):
            try:
                empty()
            except OperationalError:
                time.sleep(0.5)
            else:
                return
        empty()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flush, "handle", again)
        yield


def empty() -> None:
    """Empty the tables that hold something; all of them, and to write again what never changes, takes far longer."""
    names = [
        name
        for name in connection.introspection.django_table_names(only_existing=True, include_views=False)
        if name not in KEPT
    ]
    full = sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})")
    asked = sql.SQL(" UNION ALL ").join(full.format(sql.Literal(name), sql.Identifier(name)) for name in names)
    with connection.cursor() as cursor:
        cursor.execute(asked)
        if found := [sql.Identifier(name) for (name,) in cursor.fetchall()]:
            cursor.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.SQL(", ").join(found)))


@pytest.fixture(scope="session")
def server(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all tests, with a folder of its own for the photos."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"), ALLOWED_HOSTS=["localhost"]):
        started = LiveServer("localhost")
        yield started
        started.stop()


@pytest.fixture(scope="module")
def standing_stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """The stage of a whole module, for tests that only look; setting it takes longer than looking."""
    with django_db_blocker.unblock():
        yield cases_factory.build()
        until_quiet()
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="session")
def browsers() -> Iterator[Callable[[bool], Browser]]:
    """``browsers(True)`` draws maps, ``browsers(False)`` does not; both run until the end."""
    with ExitStack() as open_ones:
        playwright = open_ones.enter_context(playing())
        yield cache(lambda maps: open_ones.enter_context(launched(playwright, maps=maps)))


class Visitor:
    """One person with one device."""

    def __init__(self, context: BrowserContext, base: str, name: str) -> None:
        self.context, self.base, self.name = context, base, name
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message: ConsoleMessage) -> None:
        # A refused request prints an error of its own; pages are judged by what they show for it.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def change_to(self, user: User) -> None:
        """Log out, and let somebody else log in on the same device."""
        token = self.page.locator('meta[name="csrf-token"]').get_attribute("content") or ""
        self.context.request.post(f"{self.base}/accounts/logout/", headers={"X-CSRFToken": token, "Referer": self.base})
        self.let_in(user)

    def let_in(self, user: User) -> None:
        """Give the device a session of ``user``."""
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": self.base}
        self.context.add_cookies([cookie])  # type: ignore[list-item]

    def picture(self, name: str) -> None:
        if PICTURES:
            self.page.screenshot(path=Path(PICTURES) / f"{name}-{self.name}.png", full_page=True)

    def must_be_accessible(self) -> None:
        # After a click that leads elsewhere, the next page may be there without a line of it read yet.
        self.page.wait_for_load_state()
        self.page.evaluate(STILL)
        found = Axe().run(self.page, options=ONLY_VIOLATIONS).response["violations"]
        bad = [
            f"{finding['id']}: {node['html'][:160]}"
            for finding in found
            if finding["impact"] in SERIOUS
            for node in finding["nodes"]
        ]
        assert bad == [], f"{self.page.url}: {bad}"


def arrive(
    browser: Browser, server: LiveServer, user: User | None = None, *, phone: bool = False, **options: Any
) -> Visitor:
    """Return ``user`` at a desk or with a telephone in hand."""
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP, locale="zh-CN", has_touch=phone, is_mobile=phone, **options
    )
    visitor = Visitor(context, server.url, "phone" if phone else "desktop")
    if user is not None:
        visitor.let_in(user)
    return visitor


@pytest.fixture
def visit(server: LiveServer, browsers: Callable[[bool], Browser]) -> Iterator[Callable[..., Visitor]]:
    """``visit(user)`` opens a desktop browser for an account, ``visit(user, phone=True)`` a telephone.

    On ``visit(user, maps=True)`` the maps are drawn; without, pages say that they cannot be.
    """
    visitors: list[Visitor] = []

    def arriving(user: User | None = None, *, maps: bool = False, **options: Any) -> Visitor:
        visitors.append(arrive(browsers(maps), server, user, **options))
        return visitors[-1]

    yield arriving
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    for visitor in visitors:
        visitor.context.close()
    until_quiet()
    assert complaints == []


def until_quiet() -> None:
    """Wait until the server has ended what closed pages still asked for: emptying the tables would meet it halfway."""
    busy = "datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
    deadline = time.monotonic() + QUIET_S
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM pg_stat_activity WHERE {busy}")  # noqa: S608 - our words
            if cursor.fetchone() == (0,):
                return
        time.sleep(0.05)
