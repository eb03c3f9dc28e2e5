"""What is wished of a new design: numbers, patrols, what stays, what belongs together, and under which codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import shapely
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.grids.actions import designs as actions
from gridwarden.grids.actions.designs import NewDesign
from gridwarden.grids.domain.faults import ImportRefused
from gridwarden.grids.domain.wanted import Wanted, communities_from
from gridwarden.grids.labels import fault_subject, fault_text
from gridwarden.grids.queries import designs, districts, zones
from gridwarden.grids.sentences import said
from gridwarden.grids.sources import reading
from gridwarden.grids.sources.files import SourceFile
from gridwarden.grids.web.design_forms import DesignForm, again
from gridwarden.grids.web.design_words import words
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.maps.config import MapConfig
from gridwarden.platform.refusals import Conflict, Invalid
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.refusals import words_for

if TYPE_CHECKING:
    from django.forms import Form

    from gridwarden.grids.domain.seamless import GridShape
    from gridwarden.grids.domain.wanted import Community
    from gridwarden.platform.accounts.requests import ActingRequest

#: A tenth of a metre is enough for a screen.
_DECIMALS = 6
#: Outlines of communities are drawn by hand and small.
_MOST_BYTES = 20_000_000


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.TERRITORY_EDIT)
@submitted_once
def new(request: ActingRequest) -> HttpResponse:
    """Ask what a design should be like; ``?again=`` begins with what was asked of an earlier one."""
    district = districts.own(request.actor)
    form = _form(request)
    if request.method == "POST" and form.is_valid() and _start(request, form, district.id):
        return HttpResponseRedirect(reverse("grids:studio"))
    values = {
        "district": district,
        "form": form,
        "zones": zones.areas_of(district.id, timezone.now()),
        "map": MapConfig(bounds=district.bounds, hidden_layers=("cases", "grids")),
        "words": words(),
    }
    return render(request, "grids/new_design.html", values, status=422 if form.is_bound else 200)


@require_safe
@needs(Permission.TERRITORY_EDIT)
def base_grids(request: ActingRequest) -> HttpResponse:
    """Return the grids of the plan from which a design starts, for the map of its form."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": one.code, "grid_class": one.grid_class},
            "geometry": json.loads(shapely.to_geojson(shapely.transform(one.geometry, lambda at: at.round(_DECIMALS)))),
        }
        for one in _base(request, request.GET.get("base", ""))
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


def _form(request: ActingRequest) -> DesignForm:
    bases = [row for row in designs.rows(request.actor) if row.has_plan]
    earlier = key_of(request.GET.get("again", ""))
    initial = again(designs.one(request.actor, earlier)) if earlier is not None else {}
    chosen = request.POST.get("base", str(initial.get("base", "")))
    codes = [one.code for one in _base(request, chosen)]
    return DesignForm(request.POST or None, request.FILES or None, initial=initial, codes=codes, bases=bases)


def _base(request: ActingRequest, chosen: str) -> list[GridShape]:
    """Return the grids of a design of the district, or of today's plan."""
    design_id = key_of(chosen)
    if design_id is None:
        return designs.todays(districts.own(request.actor).id, timezone.now())
    return designs.grid_shapes(designs.one(request.actor, design_id).id)


def _start(request: ActingRequest, form: DesignForm, district_id: int) -> bool:
    """Have the design made; what speaks against it is said at its field."""
    data = form.cleaned_data
    try:
        wanted = Wanted(
            keep=data["keep"],
            base=data["base"],
            locked=tuple(data["locked"]),
            together=data["together"],
            apart=data["apart"],
            communities=_communities(data),
        )
        design = NewDesign(district_id=district_id, name=data["name"], params=form.document(), wanted=wanted)
        actions.start(by=request.actor, at=timezone.now(), new=design)
    except ImportRefused as refusal:
        first = refusal.faults[0]
        more = _(" ({count} more faults)").format(count=len(refusal.faults) - 1) if len(refusal.faults) > 1 else ""
        form.add_error("communities", f"{fault_subject(first)}{fault_text(first)}{_place(first)}{more}")
    except (Invalid, Conflict) as refusal:
        _onto(form, refusal)
    return not form.errors


def _communities(data: dict[str, object]) -> tuple[Community, ...]:
    upload = data["communities"]
    if not upload:
        return ()
    file = SourceFile(upload.name, upload.read(_MOST_BYTES))  # type: ignore[attr-defined]
    return communities_from(reading.features(file, str(data["crs"])))


def _place(fault: object) -> str:
    lon, lat = getattr(fault, "lon", None), getattr(fault, "lat", None)
    return _(" (at {lon}, {lat})").format(lon=f"{lon:.6f}", lat=f"{lat:.6f}") if lon is not None else ""


def _onto(form: Form, refusal: Invalid | Conflict) -> None:
    placed = {name: text for name, text in refusal.fields.items() if name in form.fields}
    for name, text in placed.items():
        form.add_error(name, said(text))
    if not placed:
        known = said(refusal.message)
        form.add_error(None, known if known != refusal.message else words_for(refusal))
