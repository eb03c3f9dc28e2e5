"""Pages of the radio log: the list, an entry, and speaking to vehicles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table
from gridwarden.radio.actions import log
from gridwarden.radio.labels import WAYS
from gridwarden.radio.queries import log as found
from gridwarden.radio.web.forms import EntryForm, FilterForm, VehiclesForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.radio.queries.log import EntryRow


def _case_href(row: EntryRow) -> str:
    return reverse("cases:page", args=[row.case_id]) if row.case_id else ""


def _words(row: EntryRow) -> str:
    if row.correction_id:
        return _("%(text)s (corrected by entry %(number)s)") % {"text": row.text, "number": row.correction_id}
    if row.corrects_id:
        return _("%(text)s (corrects entry %(number)s)") % {"text": row.text, "number": row.corrects_id}
    return row.text


def _correct_href(row: EntryRow) -> str:
    return "" if row.correction_id else f"{reverse('radio:new-entry')}?corrects={row.id}"


COLUMNS: tuple[Column[EntryRow], ...] = (
    Column(label=gettext_lazy("Heard"), value=lambda row: row.heard_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Who"), value=lambda row: row.speaker),
    Column(label=gettext_lazy("Words"), value=_words),
    Column(label=gettext_lazy("Way"), value=lambda row: WAYS[row.way], narrow=False),
    Column(label=gettext_lazy("Grid"), value=lambda row: row.grid_code, kind=Kind.CODE, narrow=False),
    Column(label=gettext_lazy("Case"), value=lambda row: row.case_number, kind=Kind.CODE, href=_case_href),
    Column(label=gettext_lazy("Written by"), value=lambda row: row.written_by, narrow=False),
    Column(label=gettext_lazy("Number"), value=lambda row: row.id, kind=Kind.CODE, href=_correct_href, narrow=False),
)


@require_safe
@needs(Permission.RADIO_LOG)
def log_page(request: ActingRequest) -> HttpResponse:
    """Show the log."""
    form = FilterForm(request.actor, request.GET)
    page = found.page(request.actor, form.wanted(), cursor=request.GET.get("cursor"))
    table = Table(columns=COLUMNS, rows=page.rows, caption=_("Radio log"), params=dict(request.GET.lists()), page=page)
    return render(request, "radio/log.html", {"table": table, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.RADIO_LOG)
@submitted_once
def new_entry(request: ActingRequest) -> HttpResponse:
    """Write an entry, or correct one by another."""
    now = timezone.now()
    start = {"heard_at": now, "corrects": request.GET.get("corrects", ""), "case": request.GET.get("case", "")}
    form = EntryForm(request.actor, request.POST if request.method == "POST" else None, initial=start)
    if form.is_valid():
        try:
            log.write(by=request.actor, at=now, new=form.entry())
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The entry is written."))
            return redirect("radio:log")
    return render(request, "radio/entry.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.RADIO_LOG)
@submitted_once
def vehicles(request: ActingRequest) -> HttpResponse:
    """Speak to vehicles."""
    form = VehiclesForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            count = log.call_vehicles(by=request.actor, at=timezone.now(), **form.told())
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("It is on its way to %(count)d vehicles.") % {"count": count})
            return redirect("radio:log")
    return render(request, "radio/vehicles.html", {"form": form}, status=422 if form.is_bound else 200)
