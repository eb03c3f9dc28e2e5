"""Django configuration of cases."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The case from report to closure."""

    name = "gridwarden.cases"
    label = "cases"
