"""Entry point of the page and API server."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gridwarden.config.settings.production")
os.environ.setdefault("GRIDWARDEN_POOL_SIZE", "12")
django.setup(set_prefix=False)

from gridwarden.platform.transport.requests import PageHandler  # noqa: E402 - Django is set up first

application = PageHandler()
