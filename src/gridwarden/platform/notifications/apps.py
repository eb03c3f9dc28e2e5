"""Django configuration of notifications."""

from __future__ import annotations

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices to people inside the product."""

    name = "gridwarden.platform.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Hang the bell into the frame of every page."""
        from gridwarden.platform.ui.slots import Slot, fill  # noqa: PLC0415 - after the apps are loaded

        fill(Slot.BELL, "notifications/_bell.html")
