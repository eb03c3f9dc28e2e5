"""The duty matrix as a page and as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from gridwarden.console.queries.accountability import Answer, accountability
from gridwarden.grids.queries import grids
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.refusals import NotFound
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.tables import Column, Kind, Table
from gridwarden.workforce.labels import ROLES

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from gridwarden.platform.accounts.requests import ActingRequest


def _person(answer: Answer) -> str:
    return reverse("workforce:person", args=[answer.staff_id]) if answer.staff_id else reverse("workforce:grids")


def _grid(answer: Answer) -> str:
    return reverse("console:duty-matrix-grid", args=[answer.grid_id])


COLUMNS: tuple[Column[Answer], ...] = (
    Column(label=gettext_lazy("Grid"), value=lambda answer: answer.grid_code, kind=Kind.CODE, href=_grid),
    Column(label=gettext_lazy("No."), value=lambda answer: answer.item_number, kind=Kind.NUMBER),
    Column(label=gettext_lazy("Item"), value=lambda answer: answer.item_name),
    Column(label=gettext_lazy("Role"), value=lambda answer: ROLES[answer.role]),
    Column(label=gettext_lazy("Answers for it"), value=lambda answer: answer.name or _("nobody"), href=_person),
    Column(label=gettext_lazy("Stands in for"), value=lambda answer: answer.substitute_for, narrow=False),
)


@require_safe
@needs(Permission.PEOPLE_SEE)
def duty_matrix(request: ActingRequest) -> HttpResponseBase:
    """Show all grids and items with how many roles have their person; ``?export=xlsx`` names everybody."""
    found = accountability(request.actor, timezone.now())
    if kind := exports.asked(request):
        return exports.answer(kind, _("Duty matrix"), COLUMNS, found.answers)
    holes = [(hole, ROLES[hole.role]) for hole in found.holes()]
    return render(request, "console/duty_matrix.html", {"matrix": found, "lines": found.lines(), "holes": holes})


@require_safe
@needs(Permission.PEOPLE_SEE)
def of_grid(request: ActingRequest, grid_id: int) -> HttpResponseBase:
    """Show one grid: who answers for which item in which role; ``?item=3`` keeps one item."""
    grid = grids.one(request.actor, grid_id)
    found = accountability(request.actor, timezone.now(), grid_id=grid_id)
    if not found.answers:
        raise NotFound("There is no such grid in sight.")
    item = request.GET.get("item", "")
    kept = [one for one in found.answers if not item.isdecimal() or one.item_number == int(item)]
    if kind := exports.asked(request):
        return exports.answer(kind, f"{_('Duty matrix')} {grid.code}", COLUMNS, kept)
    table = Table(columns=COLUMNS, rows=kept, caption=_("Who answers for what"), params=request.GET.dict())
    values = {"grid": grid, "table": table, "item": item, "items": found.items}
    return render(request, "console/duty_matrix_grid.html", values)
