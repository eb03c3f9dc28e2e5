"""Django configuration of accounts."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission


class AccountsConfig(AppConfig):
    """Accounts and sessions."""

    name = "gridwarden.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Put the pages into the menu, tell the words of refusals, and register the checks."""
        from gridwarden.platform.accounts.labels import REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.platform.transport import checks  # noqa: F401, PLC0415
        from gridwarden.platform.ui.navigation import Entry, Section, register  # noqa: PLC0415
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415

        explain(REFUSALS)
        register(
            Entry(
                label=_("Accounts"),
                url_name="accounts:index",
                icon="user-cog",
                section=Section.SYSTEM,
                permission=(Permission.ACCOUNTS_MANAGE, Permission.SECURITY_MANAGE),
                order=10,
            )
        )
