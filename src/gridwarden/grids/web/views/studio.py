"""The design studio: plans compared, made, changed, published."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gridwarden.grids.actions import designs as actions
from gridwarden.grids.domain.design_states import DesignState
from gridwarden.grids.queries import design_classes, design_roads, designs, districts, grids
from gridwarden.grids.web import design_rows
from gridwarden.grids.web.design_forms import PublishForm
from gridwarden.grids.web.design_words import words
from gridwarden.grids.web.tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.maps.config import MapConfig
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.TERRITORY_EDIT)
def studio(request: ActingRequest) -> HttpResponse:
    """Compare designs with today's plan on the map and in a table."""
    district = districts.own(request.actor)
    values = {
        "district": district,
        "map": MapConfig(bounds=district.bounds, hidden_layers=("cases",)),
        "tabs": tabs(request.actor, "studio"),
        "words": words(),
        **_plans(request),
    }
    return render(request, "grids/studio.html", values)


@require_safe
@needs(Permission.TERRITORY_EDIT)
def plan_list(request: ActingRequest) -> HttpResponse:
    """Return the table alone, while a design is being made."""
    return render(request, "grids/_plans.html", _plans(request))


@require_safe
@needs(Permission.TERRITORY_EDIT)
def design(request: ActingRequest, design_id: int) -> HttpResponse:
    """Show a design on the map, ready to be changed."""
    row = designs.one(request.actor, design_id)
    if not row.has_plan:
        return HttpResponseRedirect(reverse("grids:studio"))
    return _editor(request, row, PublishForm(initial={"from_day": timezone.localdate() + timedelta(days=1)}))


@require_safe
@needs(Permission.TERRITORY_EDIT)
def figures(request: ActingRequest, design_id: int) -> HttpResponse:
    """Return the figures alone, after an edit."""
    row = designs.one(request.actor, design_id)
    return render(request, "grids/_figures.html", _beside(request, row))


@require_safe
@needs(Permission.TERRITORY_EDIT)
def grid_roads(request: ActingRequest, design_id: int) -> HttpResponse:
    """Return the roads of one grid with their levels and reasons."""
    roads = design_roads.in_grid(request.actor, design_id, request.GET.get("code", ""))
    why = design_classes.why(request.actor, design_id, request.GET.get("code", ""), roads)
    return render(request, "grids/_design_roads.html", {"roads": roads, "why": why and design_rows.class_reason(why)})


@require_POST
@needs(Permission.TERRITORY_EDIT)
@submitted_once
def publish(request: ActingRequest, design_id: int) -> HttpResponse:
    """Make a design the plan from a day on."""
    row = designs.one(request.actor, design_id)
    form = PublishForm(request.POST)
    if form.is_valid():
        try:
            outcome = actions.publish(by=request.actor, at=timezone.now(), design_id=design_id, **form.cleaned_data)
        except (Invalid, Conflict) as refusal:
            onto_form(form, refusal)
        else:
            text = _("Published: {added} added, {changed} changed, {closed} closed, {unchanged} as before")
            messages.success(request, text.format(**outcome.as_dict()))
            return HttpResponseRedirect(reverse("grids:design", args=[design_id]))
    return _editor(request, row, form, status=422)


@require_POST
@needs(Permission.TERRITORY_EDIT)
def stop(request: ActingRequest, design_id: int) -> HttpResponse:
    """End the search with the best plan so far."""
    row = actions.stop(by=request.actor, at=timezone.now(), design_id=design_id)
    if row.state == DesignState.DISCARDED:
        messages.success(request, _("The design had not begun and was discarded."))
    return HttpResponseRedirect(reverse("grids:studio"))


@require_POST
@needs(Permission.TERRITORY_EDIT)
def discard(request: ActingRequest, design_id: int) -> HttpResponse:
    """Throw a design away."""
    actions.discard(by=request.actor, at=timezone.now(), design_id=design_id)
    messages.success(request, _("The design was discarded."))
    return HttpResponseRedirect(reverse("grids:studio"))


def _editor(request: ActingRequest, row: designs.DesignRow, form: PublishForm, status: int = 200) -> HttpResponse:
    district = districts.own(request.actor)
    values = {
        "district": district,
        "may_publish": row.is_editable and not designs.is_in_force_already(request.actor, row.id, timezone.now()),
        **_beside(request, row),
        "form": form,
        "map": MapConfig(bounds=district.bounds, hidden_layers=("cases", "grids")),
        "words": words(),
        "api": f"/api/v1/designs/{row.id}",
        "orders": design_rows.ORDERS,
        "bounds": design_rows.bounds(row),
    }
    return render(request, "grids/design.html", values, status=status)


def _beside(request: ActingRequest, row: designs.DesignRow) -> dict[str, Any]:
    """Return the figures of a design beside today's, whole and class by class."""
    today = grids.on(districts.own(request.actor).id, timezone.now())
    return {"design": row, "line": design_rows.lines([row], today)[1], "classes": design_rows.classes(row)}


def _plans(request: ActingRequest) -> dict[str, Any]:
    district = districts.own(request.actor)
    rows = designs.rows(request.actor)
    return {
        "plans": design_rows.lines(rows, grids.on(district.id, timezone.now())),
        "heads": design_rows.heads(),
        "is_in_work": any(row.is_in_work for row in rows),
    }
