"""Home: what this person has to do now, and how the part of the district in their sight stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gridwarden.cases.labels import BOARD
from gridwarden.cases.queries import board, lists
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.console.queries import overview
from gridwarden.platform.access import ADMINISTRATORS, Permission, Role
from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.ui.charts import Chart, ChartKind, Series
from gridwarden.platform.ui.parts import Stat, Tone

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from gridwarden.cases.queries.board import Tile
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

#: Tasks that the first screen shows.
SHOWN_TASKS = 10
#: Grids and items that a chart can name without crowding.
SHOWN_GRIDS, SHOWN_ITEMS = 31, 10
#: Whoever leads or sits at the desk sees figures; people in the street see their tasks.
_LEADERS = frozenset(
    {
        Role.SQUAD_LEADER,
        Role.BRIGADE_LEADER,
        Role.DIVISION_OFFICER,
        Role.DESK_OPERATOR,
        Role.SHIFT_SUPERVISOR,
        Role.DISPATCHER,
    }
)
_TILE_TONES = {"overdue": Tone.BAD, "due_soon": Tone.WARN}


@require_safe
@login_needed
def home(request: ActingRequest) -> HttpResponse:
    """Greet with what to do now; administrators, who have no cases, start at their own work."""
    actor = request.actor
    if actor.roles and actor.roles <= ADMINISTRATORS:
        return redirect(_office_of(actor))
    now = timezone.now()
    tasks = lists.page(actor, CaseFilter(mine=True), now, order="due", size=SHOWN_TASKS)
    values = {
        "tiles": [_stat(tile) for tile in board.tiles(actor, now)],
        "tasks": tasks.rows,
        "all_tasks": CaseFilter(mine=True).query,
        "charts": _charts(actor, now) if actor.roles & _LEADERS else [],
        "may_report": actor.may(Permission.CASE_REPORT),
        "now": now,
    }
    return render(request, "console/home.html", values)


def _stat(tile: Tile) -> Stat:
    tone = _TILE_TONES.get(tile.key, Tone.NEUTRAL) if tile.count else Tone.NEUTRAL
    return Stat(label=BOARD[tile.key], value=tile.count, href=_list(tile.filter), tone=tone)


def _office_of(actor: Actor) -> str:
    if actor.may(Permission.AUDIT_SEE):
        return "audit:index"
    return "workforce:organisation" if actor.may(Permission.PEOPLE_SEE) else "accounts:profile"


def _charts(actor: Actor, now: datetime) -> list[Chart]:
    return [_days(actor, now), _grids(actor, now), _items(actor, now)]


def _days(actor: Actor, now: datetime) -> Chart:
    rows = overview.days(actor, now)
    return Chart(
        name="days",
        title=_("Cases of the last 30 days"),
        kind=ChartKind.LINE,
        categories=[f"{row.day:%m-%d}" for row in rows],
        series=[
            Series(name=_("opened"), values=[row.opened for row in rows]),
            Series(name=_("closed"), values=[row.closed for row in rows]),
        ],
        links=[_list(CaseFilter(opened_from=row.day, opened_to=row.day)) for row in rows],
    )


def _grids(actor: Actor, now: datetime) -> Chart:
    rows = overview.grids(actor, now)[:SHOWN_GRIDS]
    return Chart(
        name="grids",
        title=_("Open cases by grid"),
        kind=ChartKind.STACKED,
        categories=[row.code for row in rows],
        series=[
            Series(name=_("in time"), values=[row.in_time for row in rows], tone="green"),
            Series(name=_("overdue"), values=[row.overdue for row in rows], tone="red"),
        ],
        links=[_list(row.filter) for row in rows],
    )


def _items(actor: Actor, now: datetime) -> Chart:
    rows = overview.items(actor, now)[:SHOWN_ITEMS]
    return Chart(
        name="items",
        title=_("Most frequent items of the last 30 days"),
        kind=ChartKind.BAR,
        categories=[row.name for row in rows],
        series=[Series(name=_("cases"), values=[row.count for row in rows])],
        links=[_list(CaseFilter(item=row.number)) for row in rows],
        horizontal=True,
    )


def _list(wanted: CaseFilter) -> str:
    return f"{reverse('cases:list')}?{wanted.query}"
