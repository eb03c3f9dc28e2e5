"""A backup brings everything back on an empty cluster and an empty folder, and refuses what it cannot prove."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import psycopg
import pytest

from gridwarden.platform.backup import backup as making
from gridwarden.platform.backup import database
from gridwarden.platform.backup.refusals import BackupDamaged, BackupRefused, RestoreDiffers, TargetNotEmpty
from gridwarden.platform.cluster import furnish
from gridwarden.platform.cluster.cluster import SUPERUSER, Cluster
from gridwarden.platform.cluster.layout import Layout
from tests.integration.cluster.conftest import QUICK, clear, open_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CONTENT = """
CREATE TABLE cases_case (id bigserial PRIMARY KEY, number text UNIQUE, place geometry(Point, 4490));
INSERT INTO cases_case (number, place)
    SELECT '20260302-' || n, ST_SetSRID(ST_Point(120 + n / 1000.0, 31), 4490) FROM generate_series(1, 500) n;
CREATE TABLE audit_auditentry (id bigserial PRIMARY KEY, action text);
INSERT INTO audit_auditentry (action) VALUES ('网格');
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''append-only''; END';
CREATE TRIGGER refuse BEFORE UPDATE OR DELETE ON audit_auditentry FOR EACH ROW EXECUTE FUNCTION refuse();
"""


def furnished(folder: Path) -> making.Site:
    cluster = Cluster(Layout.under(folder))
    cluster.start(QUICK)
    furnish.furnish(cluster)
    folders = {"media": folder / "media", "audit": folder / "audit"}
    return making.Site(cluster.url(SUPERUSER, furnish.DATABASE), folders, "key")


@pytest.fixture
def site(seeded: Path) -> making.Site:
    """An installation with rows, photos and a notebook of checkpoints."""
    site = furnished(seeded)
    with psycopg.connect(site.database_url) as connection:
        connection.execute("SET ROLE gridwarden")
        connection.execute(CONTENT)
    (site.folders["media"] / "ab").mkdir(parents=True)
    for number in range(3):
        (site.folders["media"] / "ab" / f"{number}.jpg").write_bytes(os.urandom(1000))
    site.folders["audit"].mkdir()
    (site.folders["audit"] / "checkpoints.jsonl").write_text("{}\n")
    return site


@pytest.fixture
def empty(seed: Path) -> Iterator[making.Site]:
    """A new installation: a furnished database without a table."""
    folder = open_folder()
    subprocess.run(["cp", "-a", seed / "postgres", folder / "postgres"], check=True)
    yield furnished(folder)
    clear(folder)


@pytest.fixture
def made(site: making.Site, tmp_path: Path) -> Path:
    making.make(site, tmp_path / "backup", at=NOW)
    return tmp_path / "backup"


def rows(site: making.Site, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(site.database_url) as connection:
        return connection.execute(query).fetchall()


def test_everything_comes_back_on_an_empty_installation(site: making.Site, made: Path, empty: making.Site) -> None:
    restored = making.restore(made, empty)
    everything = "SELECT id, number, ST_AsEWKT(place) FROM cases_case ORDER BY id"
    assert rows(empty, everything) == rows(site, everything)
    assert restored.rows == {"audit_auditentry": 1, "cases_case": 500}
    for number in range(3):
        name = f"ab/{number}.jpg"
        assert (empty.folders["media"] / name).read_bytes() == (site.folders["media"] / name).read_bytes()
    assert (empty.folders["audit"] / "checkpoints.jsonl").exists()


def test_what_guards_the_database_comes_back_too(made: Path, empty: making.Site) -> None:
    making.restore(made, empty)
    with psycopg.connect(empty.database_url) as connection, pytest.raises(psycopg.errors.RaiseException):
        connection.execute("DELETE FROM audit_auditentry")
    owners = rows(empty, "SELECT tableowner FROM pg_tables WHERE tablename = 'cases_case'")
    assert owners == [("gridwarden",)]


def test_rows_written_during_the_backup_do_not_make_it_differ(
    site: making.Site, tmp_path: Path, empty: making.Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    dump = database.dump

    def dump_late(connection: psycopg.Connection, url: str, folder: Path) -> None:
        with psycopg.connect(url) as other:
            other.execute("INSERT INTO cases_case (number) VALUES ('meanwhile')")
        dump(connection, url, folder)

    monkeypatch.setattr(database, "dump", dump_late)
    making.make(site, tmp_path / "backup", at=NOW)
    assert making.restore(tmp_path / "backup", empty).rows["cases_case"] == 500


def test_a_damaged_backup_is_refused_and_nothing_is_touched(made: Path, empty: making.Site) -> None:
    victim = next((made / "database").glob("*.dat*"))
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 1
    victim.write_bytes(content)
    with pytest.raises(BackupDamaged):
        making.restore(made, empty)
    assert rows(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = 'gridwarden'") == [
        (0,)
    ]
    assert not empty.folders["media"].exists()


def test_a_target_with_tables_is_refused(site: making.Site, made: Path) -> None:
    bare = making.Site(site.database_url, {}, site.field_key)
    with pytest.raises(TargetNotEmpty):
        making.restore(made, bare)


def test_a_target_with_photos_is_refused(made: Path, empty: making.Site) -> None:
    empty.folders["media"].mkdir()
    (empty.folders["media"] / "other.jpg").write_bytes(b"x")
    with pytest.raises(TargetNotEmpty):
        making.restore(made, empty)
    assert (empty.folders["media"] / "other.jpg").read_bytes() == b"x"


def test_another_key_is_refused(made: Path, empty: making.Site) -> None:
    with pytest.raises(BackupRefused, match="FIELD_KEY"):
        making.restore(made, making.Site(empty.database_url, empty.folders, "another"))


def test_rows_that_do_not_come_back_are_told(made: Path, empty: making.Site, monkeypatch: pytest.MonkeyPatch) -> None:
    load = database.load

    def load_and_lose(connection: psycopg.Connection, url: str, folder: Path) -> None:
        load(connection, url, folder)
        connection.execute("DELETE FROM cases_case WHERE id = 1")

    monkeypatch.setattr(database, "load", load_and_lose)
    with pytest.raises(RestoreDiffers) as caught:
        making.restore(made, empty)
    assert caught.value.fields == {"cases_case": "500 rows were backed up, 499 came back"}


def test_a_backup_never_overwrites(site: making.Site, made: Path) -> None:
    with pytest.raises(TargetNotEmpty):
        making.make(site, made, at=NOW)


def test_a_backup_that_fails_leaves_nothing_that_looks_like_one(
    site: making.Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise BackupRefused("the disk is full")

    monkeypatch.setattr(database, "dump", fail)
    with pytest.raises(BackupRefused):
        making.make(site, tmp_path / "backup", at=NOW)
    assert not (tmp_path / "backup").exists()


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    nowhere = making.Site("postgresql://nobody@/nothing?host=/nowhere", {}, "key")
    with pytest.raises(BackupRefused, match="cannot be written"):
        making.make(nowhere, tmp_path / "file" / "backup", at=NOW)
