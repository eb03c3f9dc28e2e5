"""The one database: the server that DATABASE_URL names, else the private cluster of this checkout."""

from __future__ import annotations

import os
from typing import Any

import dj_database_url

from gridwarden.config.settings.paths import HOME

#: Statements that run longer than this are wrong in a request; jobs raise it for themselves.
STATEMENT_TIMEOUT_MS = 30_000


def database() -> dict[str, Any]:
    """Return Django's settings of the default database."""
    url = os.environ.get("DATABASE_URL")
    if url:
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
    else:
        settings = {"NAME": "gridwarden", "USER": "gridwarden", "HOST": _socket_folder(), "PORT": "", "PASSWORD": ""}
    settings["ENGINE"] = "django.contrib.gis.db.backends.postgis"
    settings["OPTIONS"] = {
        **settings.get("OPTIONS", {}),
        "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS} -c lock_timeout=10000 "
        "-c idle_in_transaction_session_timeout=60000",
    }
    return settings


def _socket_folder() -> str:
    from gridwarden.platform.cluster.layout import Layout  # noqa: PLC0415 - only without DATABASE_URL

    return str(Layout.under(HOME).socket_folder)
