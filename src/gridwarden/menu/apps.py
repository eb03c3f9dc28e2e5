"""Django configuration of the inspection menu."""

from __future__ import annotations

from django.apps import AppConfig


class MenuConfig(AppConfig):
    """The versioned inspection menu."""

    name = "gridwarden.menu"
    label = "menu"
