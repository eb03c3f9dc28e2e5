"""Dump one database and bring it back, with PostgreSQL's own programs."""

from __future__ import annotations

import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from gridwarden.platform.backup.refusals import BackupRefused, RestoreDiffers, TargetNotEmpty
from gridwarden.platform.cluster import programs
from gridwarden.platform.cluster.furnish import OWNER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "database"
#: Tables that an extension keeps are made by the extension.
_OWN_TABLES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
ORDER BY c.relname
"""


_OF_EXTENSIONS = (" EXTENSION ", " spatial_ref_sys ")


@contextmanager
def snapshot(url: str) -> Iterator[psycopg.Connection]:
    """Hold the database as it is now, so that what is counted is what is dumped."""
    with psycopg.connect(url) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        connection.execute("SET LOCAL statement_timeout = 0")
        yield connection


def count_rows(connection: psycopg.Connection) -> dict[str, int]:
    """Return the number of rows of every table."""
    return {table: _count(connection, table) for table in _tables(connection)}


def dump(connection: psycopg.Connection, url: str, folder: Path) -> None:
    """Dump what ``connection`` sees into ``folder``."""
    identifier = _one(connection, "SELECT pg_export_snapshot()")
    target = str(folder / FOLDER)
    jobs = str(max(1, min(4, os.cpu_count() or 1)))
    switches = ("--format=directory", "--compress=1", "--no-owner", "--no-privileges", f"--snapshot={identifier}")
    _run(connection, "pg_dump", *switches, f"--jobs={jobs}", f"--file={target}", f"--dbname={url}")


def refuse_unless_empty(connection: psycopg.Connection) -> None:
    """Refuse a database that holds any table of ours."""
    tables = _tables(connection)
    if tables:
        message = (
            f"The database already holds {len(tables)} tables. Restore into a new installation: "
            "set GRIDWARDEN_HOME to an empty folder, or DATABASE_URL to an empty database."
        )
        raise TargetNotEmpty(message)


def load(connection: psycopg.Connection, url: str, folder: Path) -> None:
    """Bring a dump back, all of it or nothing."""
    contents = _run(connection, "pg_restore", "--list", str(folder / FOLDER))
    # Extensions are installed already, by somebody who may; their comments and tables are not ours to set.
    wanted = [line for line in contents.splitlines() if not any(mark in line for mark in _OF_EXTENSIONS)]
    order = folder.parent / f".{folder.name}.order"
    order.write_text("\n".join(wanted))
    try:
        switches = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--use-list={order}")
        _run(connection, "pg_restore", *switches, *_as_owner(connection), f"--dbname={url}", str(folder / FOLDER))
    finally:
        order.unlink()


def compare_rows(connection: psycopg.Connection, wanted: dict[str, int]) -> None:
    """Raise unless every table has as many rows as were backed up."""
    found = count_rows(connection)
    differing = {
        table: f"{wanted.get(table, 0)} rows were backed up, {found.get(table, 0)} came back"
        for table in sorted({*wanted, *found})
        if wanted.get(table) != found.get(table)
    }
    if differing:
        raise RestoreDiffers("The restored database differs from the one that was backed up.", **differing)


def major_version(connection: psycopg.Connection) -> int:
    """Return the server's major version."""
    return connection.info.server_version // 10_000


def _as_owner(connection: psycopg.Connection) -> list[str]:
    """In a private cluster the superuser restores, and the tables belong to the owner."""
    row = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [OWNER]).fetchone()
    return [f"--role={OWNER}"] if row and connection.info.user != OWNER else []


def _tables(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in connection.execute(_OWN_TABLES).fetchall()]


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(row[0]) if row else 0


def _one(connection: psycopg.Connection, query: str) -> str:
    row = connection.execute(query).fetchone()
    return str(row[0]) if row else ""


def _run(connection: psycopg.Connection, program: str, *arguments: str) -> str:
    path = programs.client(program, major_version(connection))
    done = subprocess.run([path, *arguments], check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise BackupRefused(f"{program} failed:\n{done.stderr[-2000:].strip()}")
    return done.stdout
