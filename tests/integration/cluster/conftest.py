"""Clusters of the tests' own: the one that serves the suite is left alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gridwarden.platform.cluster import furnish
from gridwarden.platform.cluster.cluster import Cluster
from gridwarden.platform.cluster.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Quick for tests; what survives a crash is tested with the real settings.
QUICK = {"fsync": "off", "shared_buffers": "32MB"}


def open_folder() -> Path:
    """Make a folder that the server's account can reach, which pytest's own is not for others than its owner."""
    folder = Path(tempfile.mkdtemp(prefix="gw-test-"))
    folder.chmod(0o755)
    return folder


def clear(folder: Path) -> None:
    layout = Layout.under(folder)
    Cluster(layout).stop()
    for place in (folder, layout.folder.resolve()):
        shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def home() -> Iterator[Path]:
    """An empty home."""
    folder = open_folder()
    yield folder
    clear(folder)


@pytest.fixture(scope="session")
def seed() -> Iterator[Path]:
    """A cluster that was set up and furnished once, and stopped; copying it is quicker than setting up another."""
    folder = open_folder()
    cluster = Cluster(Layout.under(folder))
    cluster.start(QUICK)
    furnish.furnish(cluster)
    cluster.stop()
    yield folder
    clear(folder)


@pytest.fixture
def seeded(home: Path, seed: Path) -> Path:
    """A home with a cluster that was set up and does not run."""
    subprocess.run(["cp", "-a", seed / "postgres", home / "postgres"], check=True)
    return home


@pytest.fixture
def cluster(seeded: Path) -> Cluster:
    """A cluster that runs."""
    cluster = Cluster(Layout.under(seeded))
    cluster.start(QUICK)
    return cluster


@pytest.fixture
def as_root() -> None:
    """Some cases exist only for root."""
    if os.geteuid():
        pytest.skip("only root can take on another account")
