"""Django configuration of the maps."""

from __future__ import annotations

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """Maps in pages."""

    name = "gridwarden.platform.maps"
    label = "maps"
