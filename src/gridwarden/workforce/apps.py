"""Django configuration of workforce."""

from __future__ import annotations

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    """Units, staff, postings and duties."""

    name = "gridwarden.workforce"
    label = "workforce"
