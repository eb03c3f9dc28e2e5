"""Django configuration of notifications."""

from __future__ import annotations

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices to people inside the product, and messages that carry them out of the house."""

    name = "gridwarden.platform.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Hang the bell into the frame of every page, and the button for messages where devices are looked after."""
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415 - after the apps are loaded
        from gridwarden.platform.notifications.labels import ACTIONS, REFUSALS  # noqa: PLC0415
        from gridwarden.platform.notifications.web import nav  # noqa: F401, PLC0415 - registers itself
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415
        from gridwarden.platform.ui.slots import Slot, fill  # noqa: PLC0415

        fill(Slot.BELL, "notifications/_bell.html")
        fill(Slot.DEVICE, "notifications/_device.html")
        explain(REFUSALS)
        name_actions(ACTIONS)
