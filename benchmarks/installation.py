"""A throw-away installation with the cast of the tests, for benchmarks that need the database."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import django

from gridwarden.platform.cluster.cluster import Cluster
from gridwarden.platform.cluster.furnish import DATABASE, OWNER, furnish
from gridwarden.platform.cluster.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.factories.cases import Stage


@contextmanager
def installed() -> Iterator[Stage]:
    """Start a server of our own as it is delivered, make the tables, set the stage; remove everything at the end.

    Every confirmed write is on disk, as in use: times on the clock hold a wait for it, CPU times do not.
    """
    home = Path(tempfile.mkdtemp(prefix="gw-bench-"))
    cluster = Cluster(Layout.under(home))
    try:
        cluster.start()
        furnish(cluster)
        yield _stage_in(cluster, home)
    finally:
        _hang_up()
        cluster.stop()
        shutil.rmtree(cluster.layout.data, ignore_errors=True)
        shutil.rmtree(home, ignore_errors=True)


def sizes_of(words: str) -> list[int]:
    """Return the numbers in ``10000,100000``, smallest first: the database is only ever filled further."""
    return sorted(int(word) for word in words.split(","))


def _stage_in(cluster: Cluster, home: Path) -> Stage:
    os.environ |= {
        "GRIDWARDEN_HOME": str(home),
        "DATABASE_URL": cluster.url(OWNER, DATABASE),
        "DJANGO_SETTINGS_MODULE": "gridwarden.config.settings.test",
    }
    django.setup()

    from django.conf import settings  # noqa: PLC0415 - here and below: after the set-up
    from django.core.management import call_command  # noqa: PLC0415
    from tests.factories import cases as factory  # noqa: PLC0415

    # As in use: the map of the grids is kept in memory and refreshed when the database tells of a change.
    settings.LISTEN_FOR_TERRITORY = True
    call_command("migrate", verbosity=0)
    return factory.build()


def _hang_up() -> None:
    from django.db import connections  # noqa: PLC0415

    if os.environ.get("DJANGO_SETTINGS_MODULE"):
        connections.close_all()
