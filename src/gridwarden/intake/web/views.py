"""The desk's pages: what has come in, and writing down a call."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from gridwarden.cases.labels import SOURCES, STATES
from gridwarden.cases.presenting.looks import STATE_TONES
from gridwarden.cases.queries import points
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.grids.queries import districts
from gridwarden.intake.actions import desk, from_alarms, from_photos
from gridwarden.intake.queries import callers, duplicates, reports, suggesting
from gridwarden.intake.queries.duplicates import Asked
from gridwarden.intake.web.callers import led_on
from gridwarden.intake.web.desk_tabs import tabs
from gridwarden.intake.web.forms import ReportForm
from gridwarden.intake.web.from_alarm import alarm_of, filled
from gridwarden.intake.web.from_photo import filled as filled_by_photo
from gridwarden.intake.web.from_photo import near_cases, photo_of
from gridwarden.menu.queries import menus
from gridwarden.patrols.domain.alarms import AlarmDone
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.attachments import forms as photo_forms
from gridwarden.platform.attachments import prints
from gridwarden.platform.maps.config import MapConfig, MapMode
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.sealing import mask
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.intake.queries.reports import ReportRow
    from gridwarden.intake.queries.suggesting import SuggestedItem
    from gridwarden.platform.accounts.requests import ActingRequest

#: About 60 m: open cases so near are probably the same matter.
_NEAR_DEG = 0.0006
_RECENT = timedelta(days=30)
#: Below, a suggestion would read 0 %.
_NOT_OUT_OF_QUESTION = 0.01


def _case_href(row: ReportRow) -> str:
    return reverse("cases:page", args=[row.case_id])


def _file_href(row: ReportRow) -> str:
    return reverse("intake:file", args=[row.id])


_COLUMNS: tuple[Column[ReportRow], ...] = (
    Column(label=gettext_lazy("Received"), value=lambda row: row.received_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Case"), value=lambda row: row.case_number, kind=Kind.CODE, href=_case_href),
    Column(label=gettext_lazy("File"), value=lambda _row: _("Open"), href=_file_href, in_file=False, narrow=False),
    Column(label=gettext_lazy("Channel"), value=lambda row: SOURCES[row.channel]),
    Column(label=gettext_lazy("Reporter"), value=lambda row: " ".join(filter(None, (row.name, row.phone)))),
    Column(label=gettext_lazy("What was said"), value=lambda row: row.text[:60]),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: STATES[row.case_state],
        kind=Kind.BADGE,
        tone=lambda row: STATE_TONES[row.case_state],
    ),
    Column(label=gettext_lazy("Replies"), value=lambda row: row.replies, kind=Kind.NUMBER),
    Column(label=gettext_lazy("Tracking code"), value=lambda row: row.code, kind=Kind.CODE, narrow=False),
)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_REGISTER)
def report_list(request: ActingRequest) -> HttpResponse:
    """Show what has come in, newest first; one caller's alone when a number was sent."""
    if request.method == "POST":
        return led_on(request)
    phone = callers.opened(request.GET.get("caller", ""))
    page = reports.page(request.actor, phone=phone, cursor=request.GET.get("cursor"))
    table = Table(columns=_COLUMNS, rows=page.rows, caption=_("Reports"), params=dict(request.GET.lists()), page=page)
    shown = phone if request.actor.may(Permission.CASE_SEE_REPORTER) else mask(phone)
    values = {"table": table, "phone": shown, "tabs": tabs(request.actor, "list")}
    return render(request, "intake/list.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_REGISTER)
@submitted_once
def new_report(request: ActingRequest) -> HttpResponse:
    """Write down what somebody said, and open its case."""
    now = timezone.now()
    district = districts.own(request.actor)
    sent = (request.POST,) if request.method == "POST" else ()
    alarm, seen = alarm_of(request), photo_of(request)
    initial = filled_by_photo(seen) if seen else filled(alarm)
    form = ReportForm(*sent, menu=menus.current(district.id, now), initial=initial)
    if form.is_valid():
        try:
            photo_ids = photo_forms.stored(request, "photos", now)
            filed = form.filed(district_id=district.id, photo_ids=photo_ids)
            if alarm:
                received = from_alarms.take(by=request.actor, at=now, report=filed.report, alarm_id=alarm.id)
            elif seen:
                received = from_photos.take(by=request.actor, at=now, report=filed.report, photo_id=seen.row.id)
            else:
                received = desk.take(by=request.actor, at=now, filed=filed)
        except (Invalid, desk.NumberTaken, AlarmDone) as refusal:
            onto_form(form, refusal)
        else:
            done = _("Case {number} is open. Code for the reporter: {code}")
            messages.success(request, done.format(number=received.case_number, code=received.code))
            return HttpResponseRedirect(reverse("cases:page", args=[received.case_id]))
    place = MapConfig(mode=MapMode.PICK, bounds=district.bounds)
    values = {"form": form, "place": place, "alarm": alarm, "seen": seen}
    values["cases"] = near_cases(request.actor, seen, now) if seen else []
    return render(request, "intake/new.html", values, status=422 if form.errors else 200)


@require_POST
@needs(Permission.INTAKE_REGISTER)
def nearby(request: ActingRequest) -> HttpResponse:
    """Show open cases near the chosen place and earlier reports of the caller, before a case is opened twice.

    Asked by POST: what a caller said and the own number have no place in addresses, which are written down everywhere.
    """
    now = timezone.now()
    lon, lat = (_number(request.POST.get(name, "")) for name in ("lon", "lat"))
    phone = request.POST.get("reporter_phone", "").strip()
    box = (lon - _NEAR_DEG, lat - _NEAR_DEG, lon + _NEAR_DEG, lat + _NEAR_DEG) if lon and lat else None
    recent = CaseFilter(open_only=True, opened_from=timezone.localdate(now - _RECENT))
    text = request.POST.get("text", "").strip()
    place = (lon, lat) if box else None
    district_id = request.actor.district_id or 0
    looks = prints.parsed(request.POST.getlist("print"))
    told = Asked(lon=lon, lat=lat, at=now, text=text, prints=looks)
    again = duplicates.near(request.actor, told) if box and (text or looks) else ()
    again_ids = {row.case_id for row in again}
    values = {
        "again": again,
        "suggested": _likely(suggesting.suggest(district_id, text, now, place=place).items) if text else (),
        "near": [case for case in points.points(request.actor, recent, now, box)[:5] if case.id not in again_ids]
        if box
        else [],
        "earlier": reports.page(request.actor, phone=phone).rows[:5] if phone else [],
    }
    return render(request, "intake/_nearby.html", values)


@require_POST
@needs(Permission.INTAKE_REGISTER)
def photo_prints(request: ActingRequest) -> HttpResponse:
    """Tell the form by what its photos are known again, so that they are compared before the case is opened."""
    found = prints.of_files(request.FILES.getlist("photos"))
    response = render(request, "intake/_prints.html", {"prints": found})
    response["HX-Trigger-After-Swap"] = "prints-known"
    return response


def _likely(items: tuple[SuggestedItem, ...]) -> tuple[SuggestedItem, ...]:
    """Return the first item, and others that are not as good as out of the question."""
    return tuple(item for place, item in enumerate(items) if not place or item.probability >= _NOT_OUT_OF_QUESTION)


def _number(word: str) -> float:
    try:
        number = float(word)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) else 0.0
