"""Django configuration of the phone pages."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section


class FieldConfig(AppConfig):
    """What people in the street hold in their hand."""

    name = "gridwarden.field"
    label = "field"

    def ready(self) -> None:
        """Put the report page into the menu of everybody who may report."""
        navigation.register(
            Entry(
                label=_("Report"),
                url_name="field:report",
                icon="camera-plus",
                section=Section.WORK,
                permission=Permission.CASE_REPORT,
                order=15,
                phone=True,
            )
        )
