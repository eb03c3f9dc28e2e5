"""Menu entries of papers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

_SEEN_BY = (Permission.CASE_SEE_DISTRICT, Permission.NOTICE_ISSUE, Permission.CASE_CHECK)

navigation.register(
    Entry(
        label=_("Notices to parties"),
        url_name="inspections:notices",
        icon="file-certificate",
        section=Section.WORK,
        permission=_SEEN_BY,
        order=13,
    ),
    Entry(
        label=_("Rechecks"),
        url_name="inspections:rechecks",
        icon="clock-check",
        section=Section.WORK,
        permission=_SEEN_BY,
        order=14,
        phone=True,
    ),
    Entry(
        label=_("Parties"),
        url_name="inspections:parties",
        icon="building-store",
        section=Section.DISTRICT,
        permission=_SEEN_BY,
        order=63,
    ),
    Entry(
        label=_("Articles of law"),
        url_name="inspections:articles",
        icon="gavel",
        section=Section.DISTRICT,
        permission=Permission.MENU_SEE,
        order=64,
    ),
)
