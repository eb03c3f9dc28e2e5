"""Pages of devices: list, enrolling, one with what it was told, and the steps on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.patrols.actions import commands, devices
from gridwarden.patrols.domain.devices import DeviceKind
from gridwarden.patrols.domain.following import photo_href
from gridwarden.patrols.jt808.downlink import Parameter
from gridwarden.patrols.labels import COMMAND_STATES, COMMAND_TONES, KINDS, PROFILE_WORDS
from gridwarden.patrols.queries import devices as found
from gridwarden.patrols.web.day_track import track_of
from gridwarden.patrols.web.forms import DeviceForm, FilterForm, HolderForm, IntervalForm, SpeakForm
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.documents.codes import qr_svg
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.parts import Photo
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table
from gridwarden.platform.ui.ways import way_back

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.patrols.queries.devices import DeviceRow
    from gridwarden.platform.accounts.requests import ActingRequest

#: How a vehicle is watched closely: every five seconds for ten minutes.
WATCH_EVERY_S, WATCH_FOR_S = 5, 600


def _href(row: DeviceRow) -> str:
    return reverse("patrols:device", args=[row.id])


COLUMNS: tuple[Column[DeviceRow], ...] = (
    Column(label=gettext_lazy("Name"), value=lambda row: row.name, href=_href),
    Column(label=gettext_lazy("Kind"), value=lambda row: KINDS[row.kind]),
    Column(label=gettext_lazy("Plate"), value=lambda row: row.plate, narrow=False),
    Column(label=gettext_lazy("Terminal number"), value=lambda row: row.terminal, kind=Kind.CODE, narrow=False),
    Column(label=gettext_lazy("Unit"), value=lambda row: row.unit_name or row.person, narrow=False),
    Column(label=gettext_lazy("Last heard"), value=lambda row: row.heard_at, kind=Kind.MOMENT),
)


@require_safe
@needs(Permission.DEVICE_SEE)
def device_list(request: ActingRequest) -> HttpResponse:
    """Show the devices in sight."""
    form = FilterForm(request.GET)
    page = found.page(request.actor, form.wanted(), cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS, rows=page.rows, caption=_("Vehicles and phones"), row_href=_href,
        params=dict(request.GET.lists()), page=page,
    )  # fmt: skip
    may_edit = request.actor.may(Permission.DEVICE_EDIT)
    return render(request, "patrols/devices.html", {"table": table, "form": form, "may_edit": may_edit})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DEVICE_EDIT)
@submitted_once
def new_device(request: ActingRequest) -> HttpResponse:
    """Enrol a device; a phone's token is shown once, as a QR code for its app."""
    form = DeviceForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            enrolled = devices.enrol(by=request.actor, at=timezone.now(), new=form.device())
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            if enrolled.token:
                return _token_page(request, enrolled.device.pk, enrolled.token)
            messages.success(request, _("The vehicle is enrolled; its terminal can register now."))
            return redirect("patrols:device", enrolled.device.pk)
    return render(request, "patrols/new.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@needs(Permission.DEVICE_SEE)
def device_page(request: ActingRequest, device_id: int) -> HttpResponse:
    """Show one device."""
    row, now = found.one(request.actor, device_id), timezone.now()
    is_used = row.retired_at is None
    is_vehicle = row.kind is DeviceKind.VEHICLE
    told = [(one, COMMAND_STATES[one.state], COMMAND_TONES[one.state]) for one in found.told(row.id)]
    values = {
        "row": row,
        "kind": KINDS[row.kind],
        "profile": PROFILE_WORDS[row.profile],
        "is_vehicle": is_vehicle,
        "photos": [
            Photo(
                url=one.full_url,
                thumb=one.thumb_url,
                alt=f"{row.name} {localtime(one.uploaded_at):%m-%d %H:%M}",
                href=photo_href(request.actor, one.id),
                step=_("Open a case or add to one"),
            )
            for one in found.photos(row.id)
        ],
        "told": told if is_vehicle else [],
        "may_edit": is_used and request.actor.may(Permission.DEVICE_EDIT),
        "may_tell": is_used and is_vehicle and request.actor.may(Permission.DEVICE_COMMAND),
        "speak_form": SpeakForm(),
        "interval_form": IntervalForm(),
        "holder_form": HolderForm(request.actor, initial={"staff": row.staff_id or "", "unit": row.unit_id or ""}),
        "holdings": found.holdings(row.id),
        "track": track_of(request, row.id, now),
    }
    return render(request, "patrols/device.html", values)


@require_POST
@needs(Permission.DEVICE_COMMAND)
@submitted_once
def speak(request: ActingRequest, device_id: int) -> HttpResponse:
    """Have a vehicle speak."""
    text, is_urgent = request.POST.get("text", ""), bool(request.POST.get("is_urgent"))
    commands.speak(by=request.actor, at=timezone.now(), device_id=device_id, text=text, is_urgent=is_urgent)
    return _on_its_way(request, device_id)


@require_POST
@needs(Permission.DEVICE_COMMAND)
@submitted_once
def photograph(request: ActingRequest, device_id: int) -> HttpResponse:
    """Have a vehicle's camera take a photo."""
    commands.photograph(by=request.actor, at=timezone.now(), device_id=device_id)
    return _on_its_way(request, device_id)


@require_POST
@needs(Permission.DEVICE_COMMAND)
@submitted_once
def watch(request: ActingRequest, device_id: int) -> HttpResponse:
    """Have a vehicle tell its place often for a while."""
    given = {"interval_s": WATCH_EVERY_S, "for_s": WATCH_FOR_S}
    commands.watch(by=request.actor, at=timezone.now(), device_id=device_id, **given)
    return _on_its_way(request, device_id)


@require_POST
@needs(Permission.DEVICE_COMMAND)
@submitted_once
def intervals(request: ActingRequest, device_id: int) -> HttpResponse:
    """Set how often a vehicle tells its place."""
    found.one(request.actor, device_id)
    form = IntervalForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(word) for words in form.errors.values() for word in words))
        return redirect("patrols:device", device_id)
    values = {
        Parameter.INTERVAL_S: form.cleaned_data["driving_s"],
        Parameter.RESTING_S: form.cleaned_data["asleep_s"],
    }
    commands.configure(by=request.actor, at=timezone.now(), device_id=device_id, values=values)
    return _on_its_way(request, device_id)


@require_POST
@needs(Permission.DEVICE_EDIT)
@submitted_once
def hand_over(request: ActingRequest, device_id: int) -> HttpResponse:
    """Give a device to somebody else from now on."""
    found.one(request.actor, device_id)
    form = HolderForm(request.actor, request.POST)
    if form.is_valid():
        devices.hand_over(by=request.actor, at=timezone.now(), device_id=device_id, **form.holder())
        messages.success(request, _("The device is handed over."))
    else:
        messages.error(request, _("Choose somebody of the list."))
    return redirect("patrols:device", device_id)


def _on_its_way(request: ActingRequest, device_id: int) -> HttpResponse:
    messages.success(request, _("It is on its way to the vehicle."))
    return redirect(way_back(request, reverse("patrols:device", args=[device_id])))


@require_POST
@needs(Permission.DEVICE_EDIT)
@submitted_once
def renew(request: ActingRequest, device_id: int) -> HttpResponse:
    """Take the old key away."""
    token = devices.renew(by=request.actor, at=timezone.now(), device_id=device_id)
    if token:
        return _token_page(request, device_id, token)
    messages.success(request, _("The old key no longer counts; the terminal has to register again."))
    return redirect("patrols:device", device_id)


@require_POST
@needs(Permission.DEVICE_EDIT)
@submitted_once
def retire(request: ActingRequest, device_id: int) -> HttpResponse:
    """Take a device out of use."""
    devices.retire(by=request.actor, at=timezone.now(), device_id=device_id)
    messages.success(request, _("The device is retired; its tracks stay."))
    return redirect("patrols:devices")


def _token_page(request: ActingRequest, device_id: int, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("patrols:phone", args=[token]))
    code = mark_safe(qr_svg(address).decode())  # noqa: S308 - drawn by us from an address of ours
    values = {"row": found.one(request.actor, device_id), "address": address, "code": code}
    answer = render(request, "patrols/token.html", values)
    answer["Cache-Control"] = "no-store"
    return answer
