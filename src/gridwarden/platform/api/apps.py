"""Django configuration of the API's shared parts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission


class ApiConfig(AppConfig):
    """Tokens and idempotency keys."""

    name = "gridwarden.platform.api"
    label = "api"

    def ready(self) -> None:
        """Put the page into the menu and tell the words of refusals."""
        from gridwarden.platform.api.labels import REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.platform.ui.navigation import Entry, Section, register  # noqa: PLC0415
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415

        explain(REFUSALS)
        register(
            Entry(
                label=_("Programs"),
                url_name="api_clients:index",
                icon="api",
                section=Section.SYSTEM,
                permission=Permission.SECURITY_MANAGE,
                order=20,
            )
        )
