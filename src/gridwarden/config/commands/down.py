"""Stop the private database."""

from __future__ import annotations

import os

import click

from gridwarden.config.settings.paths import HOME
from gridwarden.platform.cluster.cluster import Cluster
from gridwarden.platform.cluster.layout import Layout


@click.command()
def down() -> None:
    """Stop the private database; its data stay."""
    if "DATABASE_URL" in os.environ:
        click.echo("DATABASE_URL names a server that Gridwarden did not start; nothing to stop.")
        return
    cluster = Cluster(Layout.under(HOME))
    was_running = cluster.postmaster() is not None
    cluster.stop()
    click.echo("Stopped." if was_running else "It was not running.")
