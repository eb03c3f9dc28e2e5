"""Django configuration of timers."""

from __future__ import annotations

from django.apps import AppConfig


class TimersConfig(AppConfig):
    """Timers."""

    name = "gridwarden.platform.timers"
    label = "timers"
