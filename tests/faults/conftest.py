"""Sites to break: one for each set of PostgreSQL settings, stopped and removed at the end."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.faults.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "/faults/" in str(item.path):
            item.add_marker(pytest.mark.faults)
            # One site at a time: they are about what happens under load, not about each other.
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """A site as it is delivered: every confirmed write is on disk."""
    yield from _site({"fsync": "on", "synchronous_commit": "on"})


@pytest.fixture(scope="module")
def hasty_site() -> Iterator[Site]:
    """A site that confirms before the log is written; whoever sets this up loses data."""
    yield from _site(
        {"fsync": "on", "synchronous_commit": "off", "wal_writer_delay": "10s", "wal_writer_flush_after": "1GB"}
    )


def _site(settings: dict[str, str]) -> Iterator[Site]:
    home = Path(tempfile.mkdtemp(prefix="gw-fault-"))
    site = Site(home)
    try:
        site.up(settings)
        yield site
    finally:
        site.stop()
        shutil.rmtree(home, ignore_errors=True)
