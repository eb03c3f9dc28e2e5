"""Django configuration of numbering."""

from __future__ import annotations

from django.apps import AppConfig


class NumberingConfig(AppConfig):
    """Numbers without gaps."""

    name = "gridwarden.platform.numbering"
    label = "numbering"
