"""A private server starts whatever was left behind, and stops."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import psycopg
import pytest

from gridwarden.platform.cluster import processes
from gridwarden.platform.cluster.cluster import SUPERUSER, Cluster
from gridwarden.platform.cluster.layout import Layout, fits_socket
from gridwarden.platform.cluster.place import FALLBACK
from gridwarden.platform.cluster.refusals import FolderRefused, ServerFailed
from tests.integration.cluster.conftest import QUICK

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def ask(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def test_a_new_cluster_answers_and_is_safe(home: Path) -> None:
    cluster = Cluster(Layout.under(home))
    cluster.start()
    assert ask(cluster, "SHOW data_checksums") == "on"
    assert ask(cluster, "SHOW fsync") == "on"
    assert ask(cluster, "SHOW listen_addresses") == ""
    assert ask(cluster, "SELECT datcollate FROM pg_database WHERE datname = 'postgres'") == "C.UTF-8"
    assert cluster.layout.socket_folder.stat().st_mode & 0o077 == 0
    assert cluster.layout.data.stat().st_uid != 0


def test_starting_what_runs_changes_nothing(cluster: Cluster) -> None:
    before = cluster.postmaster()
    cluster.start(QUICK)
    assert cluster.postmaster() == before


def test_a_stopped_cluster_does_not_answer_and_keeps_its_data(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
    cluster.stop()
    assert not cluster.answers()
    assert cluster.postmaster() is None
    cluster.stop()
    cluster.start(QUICK)
    assert ask(cluster, "SELECT count(*) FROM kept") == 0


def test_a_killed_server_comes_back_with_what_was_committed(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 1000) AS n")
    cluster.kill()
    assert not cluster.answers()
    cluster.start(QUICK)
    assert ask(cluster, "SELECT sum(n) FROM kept") == 500500


def test_a_backend_that_outlives_the_killed_server_does_not_block_the_next(cluster: Cluster) -> None:
    with closing(psycopg.connect(cluster.url(SUPERUSER, "postgres"))) as busy:
        busy.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000)")
        cluster.kill()
        cluster.start(QUICK)
        assert cluster.answers()


def test_a_stale_process_file_that_names_a_living_stranger_is_seen_through(cluster: Cluster) -> None:
    cluster.kill()
    stale = (cluster.layout.data / "postmaster.pid").read_text().splitlines()
    stale[0] = str(os.getpid())
    (cluster.layout.data / "postmaster.pid").write_text("\n".join(stale))
    (cluster.layout.socket_folder / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    cluster.start(QUICK)
    assert cluster.answers()


def test_a_server_whose_socket_was_removed_is_started_anew(cluster: Cluster) -> None:
    before = cluster.postmaster()
    cluster.layout.socket.unlink()
    cluster.start(QUICK)
    assert cluster.answers()
    assert cluster.postmaster() != before


def test_a_cluster_whose_folder_was_removed_does_not_disturb_the_next(cluster: Cluster) -> None:
    ghosts = processes.of_cluster(cluster.layout.data)
    shutil.rmtree(cluster.layout.folder)
    assert processes.of_cluster(processes.removed(cluster.layout.data)) == ghosts
    cluster.start(QUICK)
    assert cluster.answers()
    assert not processes.of_cluster(processes.removed(cluster.layout.data))


def test_many_starts_at_once_make_one_server(seeded: Path) -> None:
    clusters = [Cluster(Layout.under(seeded)) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda cluster: cluster.start(QUICK), clusters))
    assert len({cluster.postmaster() for cluster in clusters}) == 1


def test_two_checkouts_run_side_by_side(cluster: Cluster, home: Path) -> None:
    other = Cluster(Layout.under(home / "other"))
    try:
        other.start(QUICK)
        assert ask(other, "SHOW data_directory") != ask(cluster, "SHOW data_directory")
        assert other.postmaster() != cluster.postmaster()
    finally:
        other.stop()


def test_an_interrupted_set_up_is_begun_anew(home: Path) -> None:
    layout = Layout.under(home)
    cluster = Cluster(layout)
    cluster.start(QUICK)
    cluster.stop()
    layout.data.rename(layout.data.with_name("data.new"))
    (layout.data.with_name("data.new") / "PG_VERSION").unlink()
    cluster.start(QUICK)
    assert cluster.answers()


def test_a_path_too_long_for_a_socket_gets_a_short_one(home: Path) -> None:
    deep = home / ("long" * 20) / ("path" * 10)
    cluster = Cluster(Layout.under(deep))
    try:
        cluster.start(QUICK)
        assert cluster.answers()
        assert fits_socket(cluster.layout.socket_folder)
        assert not fits_socket(cluster.layout.run_link)
        assert cluster.layout.socket_folder.stat().st_mode & 0o077 == 0
    finally:
        cluster.stop()
        cluster.layout.socket_folder.rmdir()


@pytest.mark.usefixtures("as_root")
def test_a_home_closed_to_the_server_puts_the_data_where_it_can_be_reached(closed: Cluster, home: Path) -> None:
    assert closed.layout.folder.is_symlink()
    assert not closed.layout.data.is_relative_to(home)
    assert closed.answers()


@pytest.mark.usefixtures("as_root")
def test_a_copied_checkout_does_not_use_the_database_of_the_original(closed: Cluster, home: Path) -> None:
    shutil.copytree(closed.layout.folder.parent, home / "copy", symlinks=True)
    with pytest.raises(FolderRefused, match="copy"):
        Cluster(Layout.under(home / "copy")).start(QUICK)


@pytest.mark.usefixtures("as_root")
def test_a_moved_checkout_keeps_its_database(closed: Cluster, home: Path) -> None:
    moved = closed.layout.folder.parent.rename(home / "moved")
    Cluster(Layout.under(moved)).start(QUICK)
    assert Cluster(Layout.under(moved)).postmaster() == processes.postmaster(FALLBACK / closed.layout.name / "data")


@pytest.fixture
def closed(home: Path) -> Iterator[Cluster]:
    """A running cluster of a home that only root may enter."""
    (home / "closed").mkdir(mode=0o700)
    cluster = Cluster(Layout.under(home / "closed"))
    cluster.start(QUICK)
    place = cluster.layout.folder.resolve()
    yield cluster
    processes.end_all(place / "data", patience_s=0)
    shutil.rmtree(place)


def test_a_setting_that_the_server_refuses_is_told_in_its_own_words(seeded: Path) -> None:
    with pytest.raises(ServerFailed, match="no_such_setting"):
        Cluster(Layout.under(seeded)).start({"no_such_setting": "1"})
