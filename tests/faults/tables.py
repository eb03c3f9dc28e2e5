"""The empty tables of a fresh site, kept once for these migrations: migrating takes half a minute, copying seconds."""

from __future__ import annotations

import fcntl
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from gridwarden.config.settings.paths import HOME
from gridwarden.platform.backup import database
from gridwarden.platform.cluster.cluster import SUPERUSER
from gridwarden.platform.cluster.furnish import DATABASE, furnish
from tests.databases import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.platform.cluster.cluster import Cluster

PREFIX = "site-tables-"


def bring(cluster: Cluster, come_up: Callable[[], object]) -> None:
    """Have ``come_up`` find the tables in the running ``cluster`` that an earlier site made; the first makes them."""
    shelf = HOME / "test"
    shelf.mkdir(parents=True, exist_ok=True)
    kept = shelf / (PREFIX + fingerprint())
    with (shelf / f"{PREFIX}lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second waits for less than it would work
        if not kept.exists():
            come_up()
            _keep(cluster, kept)
            return
    furnish(cluster)
    url = cluster.url(SUPERUSER, DATABASE)
    with tempfile.TemporaryDirectory() as folder, psycopg.connect(url, autocommit=True) as connection:
        copy = Path(folder) / "copy"
        copy.mkdir()
        (copy / database.FOLDER).symlink_to(kept / database.FOLDER)
        database.load(connection, url, copy)
    come_up()


def _keep(cluster: Cluster, kept: Path) -> None:
    """Keep what ``cluster`` has; tables of other migrations go."""
    for old in kept.parent.glob(f"{PREFIX}*/"):
        shutil.rmtree(old)
    url = cluster.url(SUPERUSER, DATABASE)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=kept.parent))
    with database.snapshot(url) as connection:
        database.dump(connection, url, making)
    making.rename(kept)
