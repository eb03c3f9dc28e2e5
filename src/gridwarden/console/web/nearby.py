"""Who is free near a case, on the case's page, with one tap to call them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from gridwarden.cases.domain.states import OPEN, CaseState
from gridwarden.cases.presenting import panels
from gridwarden.cases.queries import visibility
from gridwarden.console.actions.calling import call
from gridwarden.patrols.labels import STATE_TONES, STATES
from gridwarden.patrols.queries.nearest import nearest
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.ui.ways import way_back

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


def _draw(request: ActingRequest, case_id: int) -> str:
    """Return who is nearest by road; nothing for ended cases and for whoever does not see devices."""
    actor = request.actor
    if not actor.may(Permission.DEVICE_SEE):
        return ""
    case = visibility.get(actor, case_id)
    if CaseState(case.state) not in OPEN:
        return ""
    free = nearest(actor, case.place.x, case.place.y, timezone.now())
    if not free:
        return ""
    values = {
        "free": [(one, STATES[one.state], STATE_TONES[one.state]) for one in free],
        "case_id": case_id,
        "may_call": actor.may(Permission.DEVICE_COMMAND),
    }
    return render_to_string("console/_nearby.html", values, request)


@require_POST
@needs(Permission.DEVICE_COMMAND)
@submitted_once
def call_support(request: ActingRequest, case_id: int, device_id: int) -> HttpResponse:
    """Call the chosen one, and lead back to the page from which that was done."""
    called = call(by=request.actor, at=timezone.now(), case_id=case_id, device_id=device_id)
    messages.success(request, _("{name} is called.").format(name=called.name))
    return redirect(way_back(request, reverse("cases:page", args=[case_id])))


panels.register(panels.Panel(key="nearby", label=gettext_lazy("Nearest by road"), render=_draw, order=40))
