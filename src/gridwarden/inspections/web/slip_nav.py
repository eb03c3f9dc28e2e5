"""Menu entries of contact slips, and the panel on the page of a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from gridwarden.cases.presenting.panels import Panel, register
from gridwarden.inspections.queries import slips
from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest

navigation.register(
    Entry(
        label=_("Contact slips"),
        url_name="inspections:slips",
        icon="clipboard-text",
        section=Section.WORK,
        permission=(Permission.CASE_SEE_DISTRICT, Permission.SLIP_ISSUE, Permission.CREW_EDIT),
        order=15,
        phone=True,
    ),
    Entry(
        label=_("Crews"),
        url_name="inspections:crews",
        icon="users",
        section=Section.WORK,
        permission=(Permission.CREW_EDIT, Permission.CONTRACT_SEE),
        order=46,
    ),
)


def _panel(request: ActingRequest, case_id: int) -> str:
    """Lead from the case to its slip."""
    slip = slips.of_case(request.actor, case_id)
    return render_to_string("inspections/_slip_panel.html", {"slip": slip}, request) if slip else ""


register(Panel(key="slip", label=_("Contact slip"), render=_panel, order=50))
