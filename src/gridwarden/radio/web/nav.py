"""The menu entries of talk, and the way in from a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from gridwarden.cases.presenting import panels
from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest


def _draw(request: ActingRequest, case_id: int) -> str:
    if not request.actor.may(Permission.TALK):
        return ""
    return render_to_string("radio/_panel.html", {"case_id": case_id}, request)


panels.register(panels.Panel(key="talk", label=_("Talk"), render=_draw, order=300))
navigation.register(
    Entry(
        label=_("Talk"),
        url_name="radio:groups",
        icon="messages",
        section=Section.WORK,
        permission=(Permission.TALK,),
        order=60,
    )
)
navigation.register(
    Entry(
        label=_("Radio log"),
        url_name="radio:log",
        icon="broadcast",
        section=Section.WORK,
        permission=(Permission.RADIO_LOG,),
        order=65,
    )
)
