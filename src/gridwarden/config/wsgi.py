"""Entry point of the page and API server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gridwarden.config.settings.production")
os.environ.setdefault("GRIDWARDEN_POOL_SIZE", "12")
application = get_wsgi_application()
