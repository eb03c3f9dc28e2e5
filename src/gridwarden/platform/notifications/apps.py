"""Django configuration of notifications."""

from __future__ import annotations

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices to people inside the product."""

    name = "gridwarden.platform.notifications"
    label = "notifications"
