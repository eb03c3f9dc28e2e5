"""Which server serves, and under which addresses: the one that is named, or the private cluster."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from psycopg.conninfo import conninfo_to_dict

from gridwarden.platform.cluster import furnish
from gridwarden.platform.cluster.cluster import SUPERUSER, Cluster
from gridwarden.platform.cluster.layout import Layout

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Server:
    """Addresses of one database."""

    #: Reaches it as the owner of the tables.
    owner_url: str
    #: Reaches it as whoever may do most there; for backup and restore.
    keeper_url: str
    #: The role of every serving process.
    runtime_role: str
    #: Where it is, in words.
    place: str


def running_server(home: Path) -> Server:
    """Return the server, started and furnished when it is the private one."""
    url = os.environ.get("DATABASE_URL")
    if url:
        owner = os.environ.get("DATABASE_OWNER_URL", url)
        runtime = str(conninfo_to_dict(url).get("user", ""))
        return Server(owner, owner, runtime, "the database that DATABASE_URL names")
    cluster = Cluster(Layout.under(home))
    cluster.start()
    with cluster.locked():
        furnish.furnish(cluster)
    owner = cluster.url(furnish.OWNER, furnish.DATABASE)
    keeper = cluster.url(SUPERUSER, furnish.DATABASE)
    return Server(owner, keeper, furnish.RUNTIME, f"private cluster in {cluster.layout.folder.resolve()}")
