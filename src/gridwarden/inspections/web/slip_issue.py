"""Writing a slip on the phone: photo, place, item, and it goes to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gridwarden.grids.queries import districts
from gridwarden.inspections.actions import slips
from gridwarden.inspections.actions.slips import NewSlip
from gridwarden.inspections.web.slip_forms import SlipForm
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.attachments.forms import stored
from gridwarden.platform.maps.config import MapConfig, MapMode
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.inspections.models import ContactSlip
    from gridwarden.platform.accounts.requests import ActingRequest


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.SLIP_ISSUE)
@submitted_once
def new_slip(request: ActingRequest) -> HttpResponse:
    """Ask for photo, place and item, and write the slip."""
    now = timezone.now()
    menu = menus.current(request.actor.district_id or 0, now)
    form = SlipForm(menu, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            slip = _issue(request, form, now)
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("{number} has gone to the desk.").format(number=slip.number))
            return HttpResponseRedirect(reverse("inspections:slip", args=[slip.pk]))
    place = MapConfig(mode=MapMode.PICK, bounds=districts.own(request.actor).bounds, hidden_layers=("zones",))
    values = {"form": form, "place": place}
    return render(request, "inspections/slip_new.html", values, status=422 if form.is_bound else 200)


def _issue(request: ActingRequest, form: SlipForm, now: datetime) -> ContactSlip:
    data = form.cleaned_data
    new = NewSlip(
        condition_id=data["condition"],
        lon=data["lon"],
        lat=data["lat"],
        address=data["address"],
        description=data["description"],
        requirement=data["requirement"],
        photos=stored(request, "photos", now),
    )
    return slips.issue(by=request.actor, at=now, new=new)
