"""Django configuration of calendars."""

from __future__ import annotations

from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    """Working calendars."""

    name = "gridwarden.platform.calendars"
    label = "calendars"
