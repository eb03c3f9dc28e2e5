"""Django configuration of calendars."""

from __future__ import annotations

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Working calendars."""

    name = "gridwarden.platform.calendars"
    label = "calendars"

    def ready(self) -> None:
        """Put the calendar into the menu and word its refusals."""
        from gridwarden.platform.calendars import frame  # noqa: PLC0415 - after the apps are loaded

        frame.take_place()
