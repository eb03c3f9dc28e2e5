"""Roles, databases and extensions inside a private cluster, and who may do what to which table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from gridwarden.platform.cluster.cluster import SUPERUSER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gridwarden.platform.cluster.cluster import Cluster

DATABASE = "gridwarden"
#: Owns the tables; only migrations and grants run as this.
OWNER = "gridwarden"
#: What every serving process connects as: it cannot change the shape of a table, nor the audit trail's past.
RUNTIME = "gridwarden_app"
EXTENSIONS = ("postgis", "btree_gist", "pg_trgm")

#: Tables to which the runtime role may only add.
APPEND_ONLY = frozenset({"audit_auditentry", "audit_checkpoint"})
#: Tables that the runtime role may only read.
READ_ONLY = frozenset({"django_migrations", "audit_head"})


def furnish(cluster: Cluster) -> None:
    """Make the roles, the database and its extensions where they are missing."""
    with psycopg.connect(cluster.url(SUPERUSER, "postgres"), autocommit=True) as connection:
        for role in (OWNER, RUNTIME):
            _make_role(connection, role)
        found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if not found:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(OWNER)),
            )
    with psycopg.connect(cluster.url(SUPERUSER, DATABASE), autocommit=True) as connection:
        extend(connection)


def extend(connection: psycopg.Connection) -> None:
    """Install the extensions, and bring up to date those that a newer package has overtaken."""
    found = connection.execute(
        "SELECT name, installed_version, default_version FROM pg_available_extensions WHERE name = ANY(%s)",
        [list(EXTENSIONS)],
    ).fetchall()
    for name, installed, offered in found:
        if installed is None:
            connection.execute(sql.SQL("CREATE EXTENSION {}").format(sql.Identifier(name)))
        elif installed != offered:
            connection.execute(sql.SQL("ALTER EXTENSION {} UPDATE").format(sql.Identifier(name)))


def grant(owner_url: str, runtime: str) -> None:
    """Let the role ``runtime`` use the owner's tables, each as far as it needs; run after every migration."""
    with psycopg.connect(owner_url) as connection:
        if connection.info.user == runtime:
            return  # one role for everything: the site has decided so by naming one address only
        role = sql.Identifier(runtime)
        connection.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(role))
        for table in _owned(connection, kinds="rpv"):
            _grant_table(connection, table, role)
        for sequence in _owned(connection, kinds="S"):
            connection.execute(
                sql.SQL("GRANT USAGE, SELECT ON SEQUENCE {} TO {}").format(sql.Identifier(sequence), role)
            )


def _grant_table(connection: psycopg.Connection, table: str, role: sql.Identifier) -> None:
    rights = "SELECT, INSERT, UPDATE, DELETE"
    if table in APPEND_ONLY:
        rights = "SELECT, INSERT"
    elif table in READ_ONLY:
        rights = "SELECT"
    name = sql.Identifier(table)
    # Revoked first, so that a table that became append-only does not keep what an older release granted.
    connection.execute(sql.SQL("REVOKE ALL ON {} FROM {}").format(name, role))
    connection.execute(sql.SQL("GRANT {} ON {} TO {}").format(sql.SQL(rights), name, role))


def _owned(connection: psycopg.Connection, *, kinds: str) -> Iterable[str]:
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relowner = current_user::regrole AND relkind = ANY(%s) ORDER BY relname",
        [list(kinds)],
    ).fetchall()
    return [name for (name,) in rows]


def _make_role(connection: psycopg.Connection, role: str) -> None:
    if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
