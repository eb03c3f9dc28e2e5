"""Django configuration of the simulation."""

from __future__ import annotations

from django.apps import AppConfig


class SimulationConfig(AppConfig):
    """The invented district and its life."""

    name = "gridwarden.simulation"
    label = "simulation"
