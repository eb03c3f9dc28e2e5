"""Django configuration of inspections."""

from __future__ import annotations

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Papers that make somebody act: notices to parties, slips to contractors."""

    name = "gridwarden.inspections"
    label = "inspections"
