"""Django configuration of the exchange."""

from __future__ import annotations

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Cases passed down and results passed up between platforms."""

    name = "gridwarden.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Listen to cases and reports, enter the menu, say what is refused."""
        from gridwarden.exchange import handlers  # noqa: F401, PLC0415 - they register themselves
        from gridwarden.exchange.actions import forgetting  # noqa: F401, PLC0415
        from gridwarden.exchange.labels import ACTIONS, REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.exchange.queries import file_part  # noqa: F401, PLC0415
        from gridwarden.exchange.web import nav  # noqa: F401, PLC0415
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415

        explain(REFUSALS)
        name_actions(ACTIONS)
