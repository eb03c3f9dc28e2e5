"""The one database: the server that DATABASE_URL names, else the private cluster of this checkout."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url

from gridwarden.config.settings.paths import HOME

#: Statements that run longer than this are wrong in a request; jobs raise it for themselves.
STATEMENT_TIMEOUT_MS = 30_000
#: Geometry functions are priced so high that PostgreSQL would compile every map tile before it cuts it.
NO_COMPILER = "-c jit=off"
#: Set to ``owner`` for a process that changes tables (``gridwarden up`` does so for its migrations).
ROLE_VARIABLE = "GRIDWARDEN_DATABASE_ROLE"


def database() -> dict[str, Any]:
    """Return Django's settings of the default database."""
    settings = _named_server() or _private_cluster()
    settings["ENGINE"] = "django.contrib.gis.db.backends.postgis"
    settings["CONN_HEALTH_CHECKS"] = True
    settings["OPTIONS"] = {
        **settings.get("OPTIONS", {}),
        "options": " ".join([*(f"-c {name}={value}" for name, value in _timeouts_ms().items()), NO_COMPILER]),
    }
    return settings


def _timeouts_ms() -> dict[str, int]:
    """A migration may take its time over a large table, but must not queue for a lock and hold everybody up."""
    return {
        "statement_timeout": 0 if _as_owner() else STATEMENT_TIMEOUT_MS,
        "lock_timeout": 10_000,
        "idle_in_transaction_session_timeout": 60_000,
    }


def _as_owner() -> bool:
    return os.environ.get(ROLE_VARIABLE) == "owner"


def _named_server() -> dict[str, Any] | None:
    """DATABASE_URL serves; DATABASE_OWNER_URL, where there is one, owns the tables."""
    url = os.environ.get("DATABASE_URL")
    if _as_owner():
        url = os.environ.get("DATABASE_OWNER_URL", url)
    return dict(dj_database_url.parse(url)) if url else None


def _private_cluster() -> dict[str, Any]:
    from gridwarden.platform.cluster.layout import Layout  # noqa: PLC0415 - only without DATABASE_URL

    return {
        "NAME": "gridwarden",
        "USER": "gridwarden" if _as_owner() else "gridwarden_app",
        "HOST": str(Layout.under(HOME).socket_folder),
        "PORT": "",
        "PASSWORD": "",
    }
