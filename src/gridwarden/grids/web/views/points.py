"""The points of interest: see them, add one, withdraw one, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.algorithms.geodesy import Crs
from gridwarden.grids.actions import points as actions
from gridwarden.grids.domain.kinds import PointKind
from gridwarden.grids.labels import POINT_KINDS
from gridwarden.grids.queries import districts, points
from gridwarden.grids.web.forms import PointForm, WithdrawForm
from gridwarden.grids.web.tables import point_columns
from gridwarden.grids.web.tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Table

if TYPE_CHECKING:
    from typing import Any

    from django.forms import Form
    from django.http.response import HttpResponseBase

    from gridwarden.grids.queries.points import PointRow
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.TERRITORY_SEE)
def point_list(request: ActingRequest) -> HttpResponseBase:
    """List the points by name; ``?q=`` a part of it, ``?kind=`` keeps a kind, ``?withdrawn=1`` those withdrawn."""
    wanted = points.Wanted(
        text=request.GET.get("q", "").strip()[:120],
        kind=request.GET.get("kind", ""),
        withdrawn=request.GET.get("withdrawn") == "1",
    )
    may_edit = request.actor.may(Permission.TERRITORY_EDIT)
    columns = point_columns(may_edit=may_edit)
    if kind := exports.asked(request):
        return exports.answer(kind, _("Points of interest"), columns, points.every(request.actor, wanted))
    page = points.rows(request.actor, wanted, request.GET.get("cursor"))
    params = {name: str(value) for name, value in request.GET.items() if name in {"q", "kind", "withdrawn"}}
    values = {
        "district": districts.own(request.actor),
        "wanted": wanted,
        "kinds": POINT_KINDS.items(),
        "table": Table(columns=columns, rows=page.rows, caption=_("Points of interest"), params=params, page=page),
        "tabs": tabs(request.actor, "points"),
        "may_edit": may_edit,
    }
    return render(request, "grids/points.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TERRITORY_EDIT)
@submitted_once
def new_point(request: ActingRequest) -> HttpResponse:
    """Write a point of interest down."""
    form = PointForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(
                by=request.actor,
                at=timezone.now(),
                district_id=districts.own(request.actor).id,
                new=_new(form.cleaned_data),
            )
        except (Invalid, Conflict) as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("Added: {name}").format(name=form.cleaned_data["name"]))
            return HttpResponseRedirect(reverse("grids:points"))
    return _form_page(request, form, _("Add a point of interest"), "", _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TERRITORY_EDIT)
@submitted_once
def withdraw_point(request: ActingRequest, point_id: int) -> HttpResponse:
    """Withdraw a point with a reason; a withdrawn one is taken back here."""
    point = points.one(request.actor, point_id)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if point.withdrawn_at:
        form.fields.pop("reason")
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, point, form.cleaned_data.get("reason", ""))
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            return HttpResponseRedirect(reverse("grids:points"))
    if point.withdrawn_at:
        return _form_page(request, form, _("Take back a point of interest"), point.name, _("Find it again"))
    return _form_page(request, form, _("Withdraw a point of interest"), point.name, _("Withdraw the point"))


def _decide(request: ActingRequest, point: PointRow, reason: str) -> None:
    now = timezone.now()
    if point.withdrawn_at:
        actions.take_back(by=request.actor, at=now, point_id=point.id)
        messages.success(request, _("It is found again."))
    else:
        actions.withdraw(by=request.actor, at=now, point_id=point.id, reason=reason)
        messages.success(request, _("It is found no longer."))


def _new(given: dict[str, Any]) -> actions.NewPoint:
    return actions.NewPoint(
        name=given["name"],
        kind=PointKind(given["kind"]),
        lon=given["lon"],
        lat=given["lat"],
        crs=Crs(given["crs"]),
        address=given["address"],
    )


def _form_page(request: ActingRequest, form: Form, title: str, over: str, submit: str) -> HttpResponse:
    values = {"form": form, "title": title, "over": over, "back": reverse("grids:points"), "submit": submit}
    return render(request, "grids/form.html", values, status=422 if form.is_bound else 200)
