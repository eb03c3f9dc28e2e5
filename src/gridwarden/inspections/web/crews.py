"""Pages of a contractor's crews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.inspections.actions import crews
from gridwarden.inspections.queries import crews as found
from gridwarden.inspections.web.slip_forms import CrewForm, initial_of
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from gridwarden.inspections.queries.crews import CrewRow
    from gridwarden.platform.accounts.requests import ActingRequest


def _href(row: CrewRow) -> str:
    return reverse("inspections:crew", args=[row.id])


COLUMNS: tuple[Column[CrewRow], ...] = (
    Column(label=gettext_lazy("Name of the crew"), value=lambda row: row.name, href=_href),
    Column(label=gettext_lazy("Contractor"), value=lambda row: row.unit_name, narrow=False),
    Column(label=gettext_lazy("Members"), value=lambda row: "、".join(name for name, _phone in row.members)),
    Column(label=gettext_lazy("Telephone"), value=lambda row: row.phone, narrow=False),
    Column(label=gettext_lazy("Slips"), value=lambda row: row.sent, kind=Kind.NUMBER),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: _("Can be sent") if row.is_active else _("Rests"),
        kind=Kind.BADGE,
        tone=lambda row: "good" if row.is_active else "",
    ),
)


@require_safe
@needs(Permission.CREW_EDIT, Permission.CONTRACT_SEE)
def crew_list(request: ActingRequest) -> HttpResponse:
    """Show the crews in sight."""
    page = found.page(request.actor, cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS, rows=page.rows, caption=_("Crews"), params=dict(request.GET.lists()), page=page
    )  # fmt: skip
    may_edit = request.actor.may(Permission.CREW_EDIT)
    return render(request, "inspections/crews.html", {"table": table, "may_edit": may_edit})


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CREW_EDIT)
@submitted_once
def new_crew(request: ActingRequest) -> HttpResponse:
    """Form a crew."""
    form = CrewForm(request.POST if request.method == "POST" else None)
    return _submission(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CREW_EDIT, Permission.CONTRACT_SEE)
@submitted_once
def edit_crew(request: ActingRequest, crew_id: int) -> HttpResponse:
    """Show a crew; its own contractor changes it."""
    row = found.one(request.actor, crew_id)
    form = CrewForm(request.POST if request.method == "POST" else None, initial=initial_of(row))
    return _submission(request, form, row)


def _submission(request: ActingRequest, form: CrewForm, row: CrewRow | None) -> HttpResponse:
    if form.is_valid():
        try:
            if row is None:
                crews.form(by=request.actor, at=timezone.now(), content=form.content())
            else:
                crews.revise(by=request.actor, at=timezone.now(), crew_id=row.id, content=form.content())
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The crew has been saved."))
            return HttpResponseRedirect(reverse("inspections:crews"))
    values = {"form": form, "row": row, "may_edit": request.actor.may(Permission.CREW_EDIT)}
    return render(request, "inspections/crew.html", values, status=422 if form.is_bound else 200)
