"""The organisation: the tree, one unit, and what may change of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.ui.parts import Stat, Tone
from gridwarden.workforce.actions import keepers, units
from gridwarden.workforce.domain.units import KEEPERS
from gridwarden.workforce.queries import choices, scope
from gridwarden.workforce.queries.matrix import matrix
from gridwarden.workforce.queries.tree import totals, tree
from gridwarden.workforce.queries.unit import unit_page
from gridwarden.workforce.web.access import opens, rights
from gridwarden.workforce.web.forms import KeepingForm, LastDayForm, UnitForm, UnitRevisionForm, offer
from gridwarden.workforce.web.submission import FormPage, submission

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse

    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest


@require_safe
@opens()
def organisation(request: ActingRequest) -> HttpResponse:
    """Show the units under each other, with counts that lead to what they count."""
    today = timezone.localdate()
    values = {"nodes": tree(request.actor, today), "stats": _stats(request.actor, today), **rights(request)}
    return render(request, "workforce/organisation.html", values)


def _stats(actor: Actor, today: date) -> list[Stat]:
    figures, staffing = totals(actor, today), matrix(actor, today)
    people, grids = reverse("workforce:staff"), reverse("workforce:grids")
    return [
        Stat(label=_("In service"), value=figures.people, unit=_("people"), href=people, icon="users"),
        Stat(label=_("On leave today"), value=figures.away, unit=_("people"), href=f"{people}?show=away", icon="beach"),
        Stat(label=_("Grids with a keeper"), value=figures.grids_kept, href=grids, icon="map-2"),
        Stat(
            label=_("Posts that nobody fills"),
            value=staffing.holes,
            href=f"{grids}?short=1",
            icon="user-off",
            tone=Tone.BAD if staffing.holes else Tone.GOOD,
        ),
    ]


@require_safe
@opens()
def unit(request: ActingRequest, unit_id: int) -> HttpResponse:
    """Show one unit: its place, people and grids."""
    found = unit_page(request.actor, unit_id, timezone.localdate())
    return render(
        request, "workforce/unit.html", {"unit": found, "keeps_grids": found.kind in KEEPERS, **rights(request)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def new_unit(request: ActingRequest) -> HttpResponse:
    """Establish a unit."""
    form = UnitForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    offer(form, "parent", choices.parents(request.actor, timezone.localdate()))

    def act(data: dict[str, Any]) -> str:
        new = units.NewUnit(
            district_id=request.actor.district_id or 0,
            kind=form.chosen_kind(),
            name=data["name"],
            code=data["code"],
            parent_id=data["parent"],
            phone=data["phone"],
            valid_from=data["valid_from"],
        )
        made = units.establish(by=request.actor, at=timezone.now(), new=new)
        return reverse("workforce:unit", args=[made.pk])

    page = FormPage(title=_("Establish a unit"), back=reverse("workforce:organisation"), submit=_("Establish"))
    return submission(request, form, act, page)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def edit_unit(request: ActingRequest, unit_id: int) -> HttpResponse:
    """Rename a unit or hang it elsewhere."""
    found = scope.one_unit(request.actor, unit_id)
    initial = {"name": found.name, "parent": found.parent_id, "phone": found.phone}
    form = UnitRevisionForm(request.POST or None, initial=initial)
    offer(form, "parent", choices.parents(request.actor, timezone.localdate()))
    here = reverse("workforce:unit", args=[unit_id])

    def act(data: dict[str, Any]) -> str:
        units.revise(
            by=request.actor,
            at=timezone.now(),
            unit_id=unit_id,
            name=data["name"],
            phone=data["phone"],
            parent_id=data["parent"],
        )
        return here

    return submission(request, form, act, FormPage(title=_("Edit unit"), over=found.name, back=here))


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def dissolve_unit(request: ActingRequest, unit_id: int) -> HttpResponse:
    """End a unit."""
    found = scope.one_unit(request.actor, unit_id)
    form = LastDayForm(request.POST or None)
    here = reverse("workforce:unit", args=[unit_id])

    def act(data: dict[str, Any]) -> str:
        units.dissolve(by=request.actor, at=timezone.now(), unit_id=unit_id, on=data["valid_to"])
        return reverse("workforce:organisation")

    hint = _("Only a unit without people, grids and units below can be dissolved. Its history stays.")
    page = FormPage(title=_("Dissolve unit"), over=found.name, back=here, submit=_("Dissolve"), hint=hint)
    return submission(request, form, act, page)


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def keep_grid(request: ActingRequest, unit_id: int) -> HttpResponse:
    """Give a grid to the unit."""
    found = scope.one_unit(request.actor, unit_id)
    form = KeepingForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    offer(form, "grid", choices.grids(request.actor, timezone.localdate()))
    here = reverse("workforce:unit", args=[unit_id])

    def act(data: dict[str, Any]) -> str:
        keepers.assign(
            by=request.actor,
            at=timezone.now(),
            unit_id=unit_id,
            grid_id=data["grid"],
            valid_from=data["valid_from"],
        )
        return here

    hint = _("Whoever of the same kind keeps the grid now ends on that day.")
    return submission(request, form, act, FormPage(title=_("Give a grid"), over=found.name, back=here, hint=hint))


@require_http_methods(["GET", "HEAD", "POST"])
@opens(Permission.PEOPLE_EDIT)
@submitted_once
def release_grid(request: ActingRequest, unit_id: int, keeper_id: int) -> HttpResponse:
    """Take a grid from the unit."""
    found = scope.one_unit(request.actor, unit_id)
    form = LastDayForm(request.POST or None)
    here = reverse("workforce:unit", args=[unit_id])

    def act(data: dict[str, Any]) -> str:
        keepers.release(by=request.actor, at=timezone.now(), keeper_id=keeper_id, on=data["valid_to"])
        return here

    return submission(request, form, act, FormPage(title=_("Release a grid"), over=found.name, back=here))
