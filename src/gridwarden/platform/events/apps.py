"""Django configuration of events."""

from __future__ import annotations

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Domain events and their delivery."""

    name = "gridwarden.platform.events"
    label = "events"
