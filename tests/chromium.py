"""The browser of the tests: the chromium that is installed, without a window."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import expect, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
#: A microphone that beeps, so that no machine needs one.
ARGUMENTS += ["--use-fake-device-for-media-stream"]


#: Without a graphics card the processor draws the maps, which costs as much as all the rest of a page.
WITHOUT_MAPS = ["--disable-3d-apis"]


@contextmanager
def playing() -> Iterator[Playwright]:
    """Have browsers; while there are any, an event loop keeps Django's database out of this thread."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        yield playwright


@contextmanager
def launched(playwright: Playwright, *, maps: bool) -> Iterator[Browser]:
    """Run a browser, one that draws ``maps`` or a quicker one whose pages do without."""
    named = os.environ.get("GRIDWARDEN_BROWSER")
    path = named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    assert path, "no chromium found; script/bootstrap installs it"
    running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS if maps else ARGUMENTS + WITHOUT_MAPS)
    yield running
    running.close()
