"""Django configuration of the inspection menu."""

from __future__ import annotations

from django.apps import AppConfig


class MenuConfig(AppConfig):
    """The versioned inspection menu."""

    name = "gridwarden.menu"
    label = "menu"

    def ready(self) -> None:
        """Enter the navigation and explain the refusals."""
        from gridwarden.menu.web import entry  # noqa: F401, PLC0415 - after the apps are loaded
