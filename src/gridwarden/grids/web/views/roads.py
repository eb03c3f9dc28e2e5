"""The roads by grade, and their grading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.grids.actions import roads as actions
from gridwarden.grids.domain.drafts import CONTROL_OF
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.grids.labels import CONTROL_LEVELS, ROAD_GRADES
from gridwarden.grids.queries import districts, roads
from gridwarden.grids.web.forms import GradeForm
from gridwarden.grids.web.tables import road_columns
from gridwarden.grids.web.tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.maps.config import MapConfig
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.parts import Stat
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Table

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from gridwarden.grids.queries.roads import RoadRow
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@needs(Permission.TERRITORY_SEE)
def road_list(request: ActingRequest) -> HttpResponseBase:
    """List the roads by grade beside the map; ``?grade=arterial`` keeps a grade, ``?q=`` a part of the name."""
    district = districts.own(request.actor)
    every = roads.by_name(district.id)
    grade, text = request.GET.get("grade", ""), request.GET.get("q", "").strip()
    rows = [row for row in every if (grade not in ROAD_GRADES or row.grade == grade) and text in row.name]
    may_edit = request.actor.may(Permission.TERRITORY_EDIT)
    columns = road_columns(may_edit=may_edit)
    if kind := exports.asked(request):
        return exports.answer(kind, _("Roads by grade"), columns, rows)
    params = {name: str(value) for name, value in request.GET.items() if name in {"grade", "q"}}
    values = {
        "district": district,
        "grade": grade,
        "text": text,
        "grades": ROAD_GRADES.items(),
        "stats": _stats(every),
        "table": Table(columns=columns, rows=rows, caption=_("Roads by grade"), params=params),
        "map": MapConfig(bounds=district.bounds, hidden_layers=("cases", "grids")),
        "tabs": tabs(request.actor, "roads"),
        "may_edit": may_edit,
    }
    return render(request, "grids/roads.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TERRITORY_EDIT)
@submitted_once
def grade(request: ActingRequest, road_id: int) -> HttpResponse:
    """Grade a road against the rule, or let the rule decide again."""
    road = roads.one(request.actor, road_id)
    by_hand = road.grade if road.grade_reason else ""
    form = GradeForm(request.POST or None, initial={"grade": by_hand, "reason": road.grade_reason})
    if request.method == "POST" and form.is_valid():
        try:
            pieces = _decide(request, road_id, form.cleaned_data["grade"], form.cleaned_data["reason"])
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("Graded, in {pieces} pieces.").format(pieces=pieces))
            return HttpResponseRedirect(reverse("grids:roads"))
    values = {
        "form": form,
        "title": _("Grade the road"),
        "over": road.name or road.source_key,
        "back": reverse("grids:roads"),
        "submit": _("Save"),
    }
    return render(request, "grids/form.html", values, status=422 if form.is_bound else 200)


def _decide(request: ActingRequest, road_id: int, grade: str, reason: str) -> int:
    if not grade:
        return actions.grade_by_rule(by=request.actor, at=timezone.now(), road_id=road_id)
    return actions.grade(by=request.actor, at=timezone.now(), road_id=road_id, grade=RoadGrade(grade), reason=reason)


def _stats(rows: tuple[RoadRow, ...]) -> list[Stat]:
    return [
        Stat(
            label=ROAD_GRADES[one.grade],
            value=f"{one.length_m / 1000:.1f}",
            unit="km",
            hint=_("{roads} named roads, {control}").format(
                roads=one.roads, control=CONTROL_LEVELS[CONTROL_OF[RoadGrade(one.grade)]]
            ),
            href=f"{reverse('grids:roads')}?grade={one.grade}",
            icon="road",
        )
        for one in roads.sums(rows)
    ]
