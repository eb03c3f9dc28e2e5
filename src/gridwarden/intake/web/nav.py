"""The menu entry of the intake."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

navigation.register(
    Entry(
        label=_("Reports"),
        url_name="intake:list",
        icon="headset",
        section=Section.WORK,
        permission=Permission.INTAKE_REGISTER,
        order=12,
    )
)
navigation.register(
    Entry(
        label=_("Public pages"),
        url_name="public:terms",
        icon="world",
        section=Section.WORK,
        permission=Permission.INTAKE_PUBLISH,
        order=13,
    )
)
navigation.register(
    Entry(
        label=_("Complaints"),
        url_name="intake:archive",
        icon="archive",
        section=Section.WORK,
        permission=(Permission.INTAKE_REGISTER, Permission.CASE_CLOSE, Permission.INTAKE_APPROVE),
        order=13,
    )
)
