"""Django configuration of contracts."""

from __future__ import annotations

from django.apps import AppConfig


class ContractsConfig(AppConfig):
    """Who does what where under contract."""

    name = "gridwarden.contracts"
    label = "contracts"

    def ready(self) -> None:
        """Hang the context in: menu, words."""
        from gridwarden.contracts.labels import ACTIONS, REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.contracts.web import nav  # noqa: F401, PLC0415 - registers itself
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415

        explain(REFUSALS)
        name_actions(ACTIONS)
