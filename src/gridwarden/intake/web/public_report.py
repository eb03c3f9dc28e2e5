"""Report a problem without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.grids.queries import districts
from gridwarden.intake.actions import sending
from gridwarden.intake.actions.blocking import TurnedAway, turn_away
from gridwarden.intake.actions.sending import MOST_PHOTOS, SentPhoto, public_actor
from gridwarden.intake.queries import terms, tracking
from gridwarden.intake.web.public_common import LOOKS, READS, count, discreet
from gridwarden.intake.web.public_forms import PublicReportForm, started_now
from gridwarden.intake.web.public_words import grouped_items, map_words
from gridwarden.menu.queries import menus
from gridwarden.platform.access import system_for
from gridwarden.platform.accounts.addresses import client_address, network_of
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.api.limits import Limit, spend
from gridwarden.platform.attachments.phone import read_notes
from gridwarden.platform.documents.codes import qr_svg
from gridwarden.platform.maps.config import MapConfig, MapMode
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.intake.domain.openness import Openness
    from gridwarden.intake.queries.terms import Place
    from gridwarden.platform.accounts.requests import ActingRequest

#: All senders of a district together: beyond this something is attacking, and the telephone remains.
FLOOD = Limit(name="public-report-all", uses=600, per_s=3600)


@require_safe
def start(request: ActingRequest) -> HttpResponse:
    """Lead to the form of the only district, or let the reporter choose one."""
    return choose(request, "public:report")


def choose(request: ActingRequest, page: str) -> HttpResponse:
    """Lead to ``page`` of the only district, or show all of them."""
    places = terms.places()
    if len(places) == 1:
        return HttpResponseRedirect(reverse(page, args=[places[0].code6]))
    return render(request, "intake/public_choose.html", {"places": places, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ActingRequest, code6: str) -> HttpResponse:
    """Show the form, and take what is sent."""
    place = terms.place(code6)
    openness = terms.of(place.id)
    if request.method == "POST":
        _guard(request, place, openness)
    else:
        count(READS, request)
    return _form(request, place=place, openness=openness)


def _guard(request: ActingRequest, place: Place, openness: Openness) -> None:
    """Count and turn away before anything is written, so that a refusal further on gives nothing back."""
    now = timezone.now()
    spend(Limit(name="public-report", uses=openness.reports_per_hour, per_s=3600), network_of(request), at=now)
    spend(FLOOD, place.code6, at=now)
    said = " ".join(request.POST.get(name, "") for name in ("text", "address", "reporter_name"))
    turn_away(
        at=now,
        district_id=place.id,
        phone=request.POST.get("reporter_phone", ""),
        origin=client_address(request),
        text=said,
    )


@submitted_once
def _form(request: ActingRequest, *, place: Place, openness: Openness) -> HttpResponse:
    now = timezone.now()
    menu = menus.current(place.id, now)
    sent = (request.POST,) if request.method == "POST" else ()
    form = PublicReportForm(
        *sent, menu=menu, has_photos=any(request.FILES.getlist("photos")), initial={"started": started_now()}
    )
    if sent and form.is_trapped:
        raise TurnedAway("This cannot be taken here.")
    if sent and form.is_valid():
        try:
            return _sent(request, form, place, now)
        except Invalid as refusal:
            onto_form(form, refusal)
    district = districts.own(system_for(place.id))
    values = {
        "form": form,
        "place": place,
        "openness": openness,
        "classes": grouped_items(menu),
        "most_photos": MOST_PHOTOS,
        "started": started_now(),
        "map": MapConfig(
            mode=MapMode.PICK,
            bounds=district.bounds,
            tiles=_tiles(place),
            hidden_layers=("grids",),
            reworded=map_words(),
        ),
    }
    return render(request, "intake/public_report.html", values, status=422 if form.errors else 200)


def _sent(request: ActingRequest, form: PublicReportForm, place: Place, now: datetime) -> HttpResponse:
    new = form.report(district_id=place.id, origin=client_address(request), language=get_language() or "")
    files = [file for file in request.FILES.getlist("photos") if file]
    notes = read_notes(request.POST.get("photos_facts", ""), len(files), request.POST.get("sent_at", ""))
    photos = [SentPhoto(file, noted) for file, noted in zip(files, notes, strict=True)]
    received = sending.send(by=public_actor(place.id), at=now, report=new, photos=photos)
    return HttpResponseRedirect(reverse("public:sent", args=[received.code]))


def _tiles(place: Place) -> str:
    return f"/public/{place.code6}/tiles/{{layer}}/{{z}}/{{x}}/{{y}}.mvt"


@require_safe
def sent(request: ActingRequest, code: str) -> HttpResponse:
    """Give the code, its link and the same as a picture to take along."""
    count(LOOKS, request)
    found = tracking.find(code)
    link = request.build_absolute_uri(reverse("intake:track", args=[found.code]))
    place = terms.place_of(found.district_id)
    values = {"code": found.code, "number": found.case.number, "link": link, "place": place}
    return discreet(render(request, "intake/public_sent.html", values))


@require_safe
def qr(request: ActingRequest, code: str) -> HttpResponse:
    """Draw the link as a QR code."""
    count(LOOKS, request)
    found = tracking.find(code)
    link = request.build_absolute_uri(reverse("intake:track", args=[found.code]))
    headers = {"Content-Type": "image/svg+xml", "Cache-Control": "private, max-age=3600"}
    return discreet(HttpResponse(qr_svg(link), headers=headers))
