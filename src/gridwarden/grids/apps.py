"""Django configuration of grids."""

from __future__ import annotations

from django.apps import AppConfig


class GridsConfig(AppConfig):
    """定格: the district, its zones and roads, and the responsibility grids that cover it."""

    name = "gridwarden.grids"
    label = "grids"

    def ready(self) -> None:
        """Enter the menu of the pages and explain the refusals."""
        from gridwarden.grids.web import entry  # noqa: F401, PLC0415 - after the apps are loaded
