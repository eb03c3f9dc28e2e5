"""A cluster for test runs: shared by all that run at once, stopped by the last, and never safe against a crash."""

from __future__ import annotations

import fcntl
import shutil
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from gridwarden.platform.cluster.cluster import SUPERUSER, Cluster
from gridwarden.platform.cluster.furnish import OWNER, extend
from gridwarden.platform.cluster.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Nothing here outlives the run, so nothing waits for the disk.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}


@contextmanager
def shared_cluster(home: Path) -> Iterator[Cluster]:
    """Hold a running throw-away cluster; whoever leaves last stops it, also when another was killed before."""
    cluster = Cluster(Layout.under(home))
    home.mkdir(parents=True, exist_ok=True)
    with (home / "users.lock").open("a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        _start(cluster)
        try:
            yield cluster
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                cluster.stop()


def discard(cluster: Cluster) -> None:
    """Stop a cluster and remove its files."""
    cluster.stop()
    with cluster.locked():
        shutil.rmtree(cluster.layout.data, ignore_errors=True)


def _start(cluster: Cluster) -> None:
    was_killed = (cluster.layout.data / "postmaster.pid").exists() and cluster.postmaster() is None
    if was_killed:
        discard(cluster)
    cluster.start(UNSAFE)
    with cluster.locked():
        _furnish(cluster)


def _furnish(cluster: Cluster) -> None:
    """Let tests make databases, with the extensions copied from the template instead of installed each time."""
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone():
            return
        with psycopg.connect(cluster.url(SUPERUSER, "template1"), autocommit=True) as template:
            extend(template)
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN SUPERUSER").format(sql.Identifier(OWNER)))
