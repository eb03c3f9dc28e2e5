"""Pages of video sources: list, adding, taking out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.grids.queries import districts
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.maps.config import MapConfig, MapMode
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Table
from gridwarden.video.actions import sources
from gridwarden.video.labels import KINDS
from gridwarden.video.queries import sources as found
from gridwarden.video.web.forms import FilterForm, SourceForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest
    from gridwarden.video.queries.sources import SourceRow


def _href(row: SourceRow) -> str:
    return reverse("video:source", args=[row.id])


def _where(row: SourceRow) -> str:
    if row.vehicle_name:
        return row.vehicle_name
    return f"{row.lon:.5f}, {row.lat:.5f}"


COLUMNS: tuple[Column[SourceRow], ...] = (
    Column(label=gettext_lazy("Name"), value=lambda row: row.name, href=_href),
    Column(label=gettext_lazy("Kind"), value=lambda row: KINDS[row.kind]),
    Column(label=gettext_lazy("Where"), value=_where),
)


@require_safe
@needs(Permission.VIDEO_SEE)
def source_list(request: ActingRequest) -> HttpResponse:
    """Show the sources in sight."""
    form = FilterForm(request.GET)
    page = found.page(request.actor, form.wanted(), cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS, rows=page.rows, caption=_("Cameras"), row_href=_href,
        params=dict(request.GET.lists()), page=page,
    )  # fmt: skip
    may_edit = request.actor.may(Permission.VIDEO_EDIT)
    is_unset = not page.rows and found.is_unset(request.actor)
    values = {"table": table, "form": form, "may_edit": may_edit, "is_unset": is_unset}
    return render(request, "video/sources.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.VIDEO_EDIT)
@submitted_once
def new_source(request: ActingRequest) -> HttpResponse:
    """Add a source."""
    form = SourceForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            source = sources.add(by=request.actor, at=timezone.now(), new=form.source())
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The camera is added."))
            return redirect("video:source", source.pk)
    bounds = districts.own(request.actor).bounds
    values = {"form": form, "place": MapConfig(mode=MapMode.PICK, bounds=bounds)}
    return render(request, "video/new.html", values, status=422 if form.is_bound else 200)


@require_POST
@needs(Permission.VIDEO_EDIT)
@submitted_once
def retire(request: ActingRequest, source_id: int) -> HttpResponse:
    """Take a source out of use."""
    sources.retire(by=request.actor, at=timezone.now(), source_id=source_id)
    messages.success(request, _("The camera is out of use; what was kept of it stays."))
    return redirect("video:sources")
