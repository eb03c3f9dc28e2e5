"""Django configuration of workforce."""

from __future__ import annotations

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Units, staff, postings and duties."""

    name = "gridwarden.workforce"
    label = "workforce"

    def ready(self) -> None:
        """Enter the menu of the pages, explain the refusals, listen to the territory."""
        from gridwarden.workforce import handlers, notices  # noqa: F401, PLC0415 - after the apps are loaded
        from gridwarden.workforce.web import entry  # noqa: F401, PLC0415
