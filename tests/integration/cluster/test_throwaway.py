"""The cluster of test runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg

from gridwarden.platform.cluster.cluster import Cluster
from gridwarden.platform.cluster.layout import Layout
from gridwarden.platform.cluster.throwaway import shared_cluster

if TYPE_CHECKING:
    from pathlib import Path


def test_the_last_one_to_leave_stops_it(home: Path) -> None:
    with shared_cluster(home) as first:
        with shared_cluster(home) as second:
            assert first.postmaster() == second.postmaster()
        assert first.answers()
    assert not first.answers()


def test_databases_are_born_with_postgis(home: Path) -> None:
    with shared_cluster(home) as cluster:
        with psycopg.connect(cluster.url("gridwarden", "postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE born")
        with psycopg.connect(cluster.url("gridwarden", "born")) as connection:
            row = connection.execute("SELECT ST_AsText(ST_Point(1, 2))").fetchone()
    assert row == ("POINT(1 2)",)


def test_what_a_crash_left_is_thrown_away(home: Path) -> None:
    layout = Layout.under(home)
    with shared_cluster(home) as cluster:
        with psycopg.connect(cluster.url("gridwarden", "postgres"), autocommit=True) as connection:
            connection.execute("CREATE DATABASE doubtful")
        cluster.kill()
    Cluster(layout).stop()
    (layout.data / "postmaster.pid").write_text("1\n")
    with shared_cluster(home) as cluster, psycopg.connect(cluster.url("gridwarden", "postgres")) as connection:
        row = connection.execute("SELECT count(*) FROM pg_database WHERE datname = 'doubtful'").fetchone()
    assert row == (0,)
