"""Django configuration of the shared look."""

from __future__ import annotations

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Frame, components and refusals of all pages."""

    name = "gridwarden.platform.ui"
    label = "ui"
