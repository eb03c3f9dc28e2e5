"""Django configuration of the simulation."""

from __future__ import annotations

from django.apps import AppConfig


class SimulationConfig(AppConfig):
    """The invented district and its life."""

    name = "gridwarden.simulation"
    label = "simulation"

    def ready(self) -> None:
        """Show on every page how far the past of the demo has been filled in."""
        from gridwarden.platform.ui.slots import Slot, fill  # noqa: PLC0415 - after the apps are loaded

        fill(Slot.BANNER, "simulation/_progress.html")
