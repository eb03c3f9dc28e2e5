"""Upload a file, see what it would do, decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gridwarden.grids.actions import staging
from gridwarden.grids.actions.imports import Order
from gridwarden.grids.domain.faults import ImportRefused
from gridwarden.grids.domain.kinds import ImportKind
from gridwarden.grids.labels import CRS_NAMES, IMPORT_KINDS, fault_subject, fault_text
from gridwarden.grids.queries import districts, imports
from gridwarden.grids.sources.files import SourceFile
from gridwarden.grids.web import overlays
from gridwarden.grids.web.forms import UploadForm
from gridwarden.grids.web.tabs import tabs
from gridwarden.grids.web.views.check import stats
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.maps.config import MapConfig
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.platform.ui.refusals import onto_form, words_for

if TYPE_CHECKING:
    from typing import Any
    from uuid import UUID

    from gridwarden.grids.actions.imports import Taken
    from gridwarden.grids.domain.faults import Fault
    from gridwarden.platform.accounts.requests import ActingRequest

_SHOWN_FAULTS = 100


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TERRITORY_EDIT)
def upload(request: ActingRequest) -> HttpResponse:
    """Take a file from the browser and lead on to its preview; below, what was imported before."""
    district = districts.own(request.actor)
    form = UploadForm(request.POST or None, request.FILES or None, initial={"kind": request.GET.get("kind")})
    if request.method == "POST" and form.is_valid():
        try:
            staged = staging.stage(by=request.actor, at=timezone.now(), order=_order(form, district.id))
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            return HttpResponseRedirect(reverse("grids:preview", args=[staged]))
    values = {
        "district": district,
        "form": form,
        "imports": [
            (IMPORT_KINDS[row.kind], CRS_NAMES.get(row.source_crs, row.source_crs), row)
            for row in imports.latest(district.id)
        ],
        "tabs": tabs(request.actor, "import"),
    }
    return render(request, "grids/import.html", values, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TERRITORY_EDIT)
def preview(request: ActingRequest, staged_id: UUID) -> HttpResponse:
    """Show what taking the file over would do; POST decides."""
    if request.method == "POST":
        return _decide(request, staged_id)
    order = staging.order_of(by=request.actor, staged_id=staged_id)
    values = {
        "order": order,
        "staged_id": staged_id,
        "kind": IMPORT_KINDS[order.kind],
        "crs": CRS_NAMES[order.crs],
        "back": reverse("grids:import"),
        "map": MapConfig(bounds=districts.own(request.actor).bounds, hidden_layers=("cases", "grids")),
    }
    try:
        values |= _rehearsed(request, staged_id)
    except ImportRefused as refusal:
        values |= {"faults": _faults(refusal.faults), "fault_count": len(refusal.faults)}
    except Conflict as refusal:
        values |= {"refusal": refusal, "refusal_words": words_for(refusal)}
    return render(request, "grids/preview.html", values)


def _rehearsed(request: ActingRequest, staged_id: UUID) -> dict[str, Any]:
    _order, rehearsal = staging.rehearse(by=request.actor, at=timezone.now(), staged_id=staged_id)
    findings = rehearsal.report.findings
    return {
        "taken": rehearsal.taken,
        "stats": stats(rehearsal.report),
        "findings": overlays.rows(findings),
        "left_out": max(0, len(findings) - overlays.MOST_FINDINGS),
        "overlay": overlays.features(findings, rehearsal.territory.grids),
    }


def _decide(request: ActingRequest, staged_id: UUID) -> HttpResponse:
    if request.POST.get("decision") != "import":
        staging.discard(by=request.actor, staged_id=staged_id)
        return HttpResponseRedirect(reverse("grids:import"))
    kind = staging.order_of(by=request.actor, staged_id=staged_id).kind
    taken = staging.adopt(by=request.actor, at=timezone.now(), staged_id=staged_id)
    messages.success(request, _told(taken))
    return HttpResponseRedirect(reverse("grids:points" if kind is ImportKind.POINTS else "grids:check"))


def _told(taken: Taken) -> str:
    if taken.repeated:
        return _("The same file was taken over before: nothing changed.")
    words = _("{added} added, {changed} changed, {closed} closed, {unchanged} as before")
    return words.format(**taken.outcome.as_dict())


def _order(form: UploadForm, district_id: int) -> Order:
    data = form.cleaned_data
    file = SourceFile(data["file"].name, data["file"].read())
    return Order(ImportKind(data["kind"]), district_id, file, data["crs"], data["from_day"])


def _faults(faults: tuple[Fault, ...]) -> list[tuple[str, str, Fault]]:
    return [(fault_subject(fault), fault_text(fault), fault) for fault in faults[:_SHOWN_FAULTS]]
