"""The duty matrix as a page and as a file."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
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
    from datetime import date

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
    """Show all grids and items with how many roles have their person; ``?export=xlsx`` names everybody.

    ``?on=2026-12-01`` asks for another day, such as the first one of a plan of grids to come.
    """
    day = _day(request)
    found = accountability(request.actor, _moment(day))
    if kind := exports.asked(request):
        return exports.answer(kind, _("Duty matrix"), COLUMNS, found.answers)
    holes = [(hole, ROLES[hole.role]) for hole in found.holes()]
    values = {
        "matrix": found,
        "lines": found.lines(),
        "holes": holes,
        "day": day,
        "next_day": _next_day(request, day),
        "on": f"on={day:%Y-%m-%d}" if day else "",
    }
    return render(request, "console/duty_matrix.html", values)


@require_safe
@needs(Permission.PEOPLE_SEE)
def of_grid(request: ActingRequest, grid_id: int) -> HttpResponseBase:
    """Show one grid: who answers for which item in which role; ``?item=3`` keeps one item."""
    grid = grids.one(request.actor, grid_id)
    day = _day(request)
    found = accountability(request.actor, _moment(day), grid_id=grid_id)
    if not found.answers:
        raise NotFound("There is no such grid in sight.")
    item = request.GET.get("item", "")
    kept = [one for one in found.answers if not item.isdecimal() or one.item_number == int(item)]
    if kind := exports.asked(request):
        return exports.answer(kind, f"{_('Duty matrix')} {grid.code}", COLUMNS, kept)
    table = Table(columns=COLUMNS, rows=kept, caption=_("Who answers for what"), params=request.GET.dict())
    on = f"on={day:%Y-%m-%d}" if day else ""
    values = {"grid": grid, "table": table, "item": item, "items": found.items, "day": day, "on": on}
    return render(request, "console/duty_matrix_grid.html", values)


def _day(request: ActingRequest) -> date | None:
    """Return the day that the address asks for; none for today and for nonsense."""
    try:
        asked = parse_date(request.GET.get("on", ""))
    except ValueError:
        return None
    return None if asked == timezone.localdate() else asked


def _moment(day: date | None) -> datetime:
    return timezone.now() if day is None else timezone.make_aware(datetime.combine(day, time(12)))


def _next_day(request: ActingRequest, day: date | None) -> date | None:
    district_id = request.actor.district_id
    return None if district_id is None else grids.next_change(district_id, day or timezone.localdate())
