"""The menu entry of contracts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

navigation.register(
    Entry(
        label=_("Contracts"),
        url_name="contracts:list",
        icon="file-text",
        section=Section.DISTRICT,
        permission=(Permission.CONTRACT_SEE, Permission.CREW_EDIT),
        order=66,
    )
)
