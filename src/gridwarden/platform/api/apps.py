"""Django configuration of the API's shared parts."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Tokens and idempotency keys."""

    name = "gridwarden.platform.api"
    label = "api"
