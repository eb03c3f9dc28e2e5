"""The menu entry of the desk."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.cases.domain.requests import RULED_BY
from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

#: Whoever has a part in cases; administrators have none.
_PARTS = (
    Permission.CASE_SEE_DISTRICT,
    Permission.CASE_REPORT,
    Permission.CASE_HANDLE,
    Permission.CASE_CHECK,
    Permission.CASE_VERIFY,
)

navigation.register(
    Entry(
        label=_("Stage limits"),
        url_name="cases:limits",
        icon="hourglass",
        section=Section.DISTRICT,
        permission=Permission.TERRITORY_SEE,
        order=61,
    ),
    Entry(
        label=_("Routing rules"),
        url_name="cases:rules",
        icon="route",
        section=Section.DISTRICT,
        permission=(Permission.CASE_SEE_DISTRICT, Permission.ROUTING_EDIT, Permission.CONTRACT_SEE),
        order=62,
    ),
    Entry(
        label=_("Approvals and orders"),
        url_name="cases:turns_waiting",
        icon="gavel",
        section=Section.WORK,
        permission=(*RULED_BY.values(), Permission.CASE_SUPERVISE, Permission.CASE_HANDLE),
        order=12,
    ),
    Entry(
        label=_("Cases"),
        url_name="cases:list",
        icon="folder",
        section=Section.WORK,
        permission=_PARTS,
        order=10,
        phone=True,
    ),
)
