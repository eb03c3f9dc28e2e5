"""Test databases copied from a template: the migrations run once for their content, not once for every process."""

from __future__ import annotations

import hashlib
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test.utils import setup_databases
from psycopg import sql

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from django.db.backends.utils import CursorWrapper

PREFIX = "gridwarden_template_"
#: One maker at a time on a server, whichever process it works for.
LOCK = 0x67726964


def make(*, keep: bool) -> list[Any]:
    """Make the test database, from the template of these migrations when there is one, and leave one when not."""
    if keep:
        return _made(keep=True)
    with _server() as server:
        template = PREFIX + fingerprint()
        known = _exists(server, template)
        connection.settings_dict["TEST"]["TEMPLATE"] = template if known else None
        made = _made(keep=False)
        if not known:
            connection.close()
            _replace_template(server, template, of=connection.settings_dict["NAME"])
        return made


def _made(*, keep: bool) -> list[Any]:
    return setup_databases(verbosity=0, interactive=False, keepdb=keep, aliases=["default"])


@contextmanager
def _server() -> Iterator[CursorWrapper]:
    """Hold the server's maintenance database, alone among those who make databases."""
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")  # migrations take what they take
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor


def fingerprint() -> str:
    """Return a digest of every migration that there is: another text, another template."""
    digest = hashlib.sha256()
    for (app, name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        path = import_module(migration.__module__).__file__
        assert path is not None
        digest.update(f"{app}.{name}".encode() + Path(path).read_bytes())
    return digest.hexdigest()[:24]


def _exists(server: CursorWrapper, name: str) -> bool:
    server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return server.fetchone() is not None


def _replace_template(server: CursorWrapper, name: str, *, of: str) -> None:
    """Keep a copy of the fresh database ``of``; templates of other migrations go."""
    server.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [PREFIX])
    for (old,) in server.fetchall():
        server.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
    server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(of)))
