"""What is logged: to standard error, one line for each record; the service manager keeps and turns the files."""

from __future__ import annotations

import os

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "gridwarden.config.logs.OneLineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
        },
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("GRIDWARDEN_LOG_LEVEL", "INFO")},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # Refused requests are in the audit trail and the proxy's log.
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        # It tells of every login; the audit trail does so too.
        "axes": {"level": "WARNING"},
        # It tells of every job; its tables do so too.
        "procrastinate": {"level": "WARNING"},
    },
}
