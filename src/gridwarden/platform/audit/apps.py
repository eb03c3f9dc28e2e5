"""Django configuration of the audit trail."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission


class AuditConfig(AppConfig):
    """The audit trail."""

    name = "gridwarden.platform.audit"
    label = "audit"

    def ready(self) -> None:
        """Put the page into the menu."""
        from gridwarden.platform.ui.navigation import Entry, Section, register  # noqa: PLC0415 - needs the apps

        register(
            Entry(
                label=_("Audit trail"),
                url_name="audit:index",
                icon="list-search",
                section=Section.SYSTEM,
                permission=Permission.AUDIT_SEE,
                order=30,
            )
        )
