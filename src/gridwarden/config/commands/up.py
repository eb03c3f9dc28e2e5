"""Start the database and bring it up to date."""

from __future__ import annotations

import os
import time

import click
import psycopg

from gridwarden.config import secrets
from gridwarden.config.settings.database import ROLE_VARIABLE
from gridwarden.config.settings.paths import HOME
from gridwarden.platform.cluster import furnish
from gridwarden.platform.cluster.cluster import Cluster
from gridwarden.platform.cluster.layout import Layout
from gridwarden.platform.cluster.place import make_passable

#: Two machines with one database must not migrate at once; the number only has to be ours.
MIGRATION_LOCK = 0x6772_6964


@click.command()
def up() -> None:
    """Start the private database, or use the one that DATABASE_URL names, and bring its tables up to date."""
    started = time.monotonic()
    make_passable(HOME)
    owner_url, runtime = _server()
    os.environ[ROLE_VARIABLE] = "owner"
    with psycopg.connect(owner_url, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        _migrate()
        furnish.grant(owner_url, runtime)
    _collect()
    click.echo(f"Up: {_where()} ({time.monotonic() - started:.1f} s)")


def _server() -> tuple[str, str]:
    """Have a server run; return the owner's address and the name of the role that serves."""
    url = os.environ.get("DATABASE_URL")
    cluster = Cluster(Layout.under(HOME))
    with cluster.locked():
        secrets.ensure(HOME)
    if url:
        return os.environ.get("DATABASE_OWNER_URL", url), str(psycopg.conninfo.conninfo_to_dict(url).get("user", ""))
    cluster.start()
    with cluster.locked():
        furnish.furnish(cluster)
    return cluster.url(furnish.OWNER, furnish.DATABASE), furnish.RUNTIME


def _migrate() -> None:
    import django  # noqa: PLC0415 - the role must be chosen before the settings are read
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


def _collect() -> None:
    from gridwarden.config.collect import collect_static  # noqa: PLC0415 - needs Django set up

    collect_static()


def _where() -> str:
    if "DATABASE_URL" in os.environ:
        return "the database that DATABASE_URL names"
    return f"private cluster in {Layout.under(HOME).folder.resolve()}"
