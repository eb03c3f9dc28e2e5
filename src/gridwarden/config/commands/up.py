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
from gridwarden.platform.cluster.server import Server, running_server

#: Two machines with one database must not migrate at once; the number only has to be ours.
MIGRATION_LOCK = 0x6772_6964


@click.command()
def up() -> None:
    """Start the private database, or use the one that DATABASE_URL names, and bring its tables up to date."""
    started = time.monotonic()
    ready_home()
    server = running_server(HOME)
    bring_up_to_date(server)
    click.echo(f"Up: {server.place} ({time.monotonic() - started:.1f} s)")


def ready_home() -> None:
    """Have the folder of this installation, its secrets, and the owner's role for whatever Django does from here."""
    os.environ[ROLE_VARIABLE] = "owner"
    make_passable(HOME)
    with Cluster(Layout.under(HOME)).locked():
        secrets.ensure(HOME)


def bring_up_to_date(server: Server) -> None:
    """Migrate, grant, and collect the built files; ``ready_home`` comes first."""
    with psycopg.connect(server.owner_url, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [MIGRATION_LOCK])
        _migrate()
        furnish.grant(server.owner_url, server.runtime_role)
    _collect()


def _migrate() -> None:
    import django  # noqa: PLC0415 - the role must be chosen before the settings are read
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", interactive=False, verbosity=0, skip_checks=True)


def _collect() -> None:
    from gridwarden.config.collect import collect_static  # noqa: PLC0415 - needs Django set up

    collect_static()
