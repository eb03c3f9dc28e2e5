"""Phone pages: what to do next, and reporting a problem in under half a minute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gridwarden.cases.domain.sources import Source
from gridwarden.cases.labels import BOARD
from gridwarden.cases.queries import board, lists, visibility
from gridwarden.cases.queries.filters import CaseFilter
from gridwarden.cases.queries.rows import case_row
from gridwarden.grids.queries import districts
from gridwarden.inspections.queries import lists as papers
from gridwarden.menu.labels import ITEM_CLASSES
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission, Role
from gridwarden.platform.accounts.decorators import login_needed, needs
from gridwarden.platform.maps.config import MapConfig, MapMode
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.parts import Stat
from gridwarden.platform.ui.refusals import all_words

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from gridwarden.cases.queries.board import Tile
    from gridwarden.cases.queries.rows import CaseRow
    from gridwarden.inspections.queries.rows import RecheckRow
    from gridwarden.menu.queries.rows import ItemRow
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

#: Tasks on the first screen; the list behind has them all.
SHOWN_TASKS = 20
SHOWN_TILES = 4
_OWN_PEOPLE = frozenset(Role) - {Role.FRONTAGE_HOLDER, Role.CONTRACTOR_OFFICER}


@require_safe
@login_needed
def home(request: ActingRequest) -> HttpResponse:
    """Show what waits for this person, and what waits on this phone to be sent."""
    now = timezone.now()
    tasks = lists.page(request.actor, CaseFilter(mine=True), now, order="due", size=SHOWN_TASKS)
    tiles = [_stat(tile) for tile in board.tiles(request.actor, now)[:SHOWN_TILES]]
    values = {
        "tiles": tiles,
        "tasks": tasks.rows,
        "rechecks": _rechecks(request, now),
        "may_issue": request.actor.may(Permission.NOTICE_ISSUE),
        "reported": _reported(request),
        "refusal_words": all_words(),
    }
    return render(request, "field/home.html", values)


def _rechecks(request: ActingRequest, now: datetime) -> tuple[RecheckRow, ...]:
    """Return whom this person looks at again today."""
    if not request.actor.may(Permission.NOTICE_ISSUE):
        return ()
    wanted = papers.RecheckFilter(mine=True, due_by=timezone.localdate(now))
    return papers.rechecks(request.actor, wanted, now, size=SHOWN_TASKS).rows


def _stat(tile: Tile) -> Stat:
    return Stat(label=BOARD[tile.key], value=tile.count, href=f"{reverse('cases:list')}?{tile.query}")


def _reported(request: ActingRequest) -> CaseRow | None:
    """Return the case that was reported from this phone a moment ago."""
    case_id = key_of(request.GET.get("case"))
    if case_id is None:
        return None
    return case_row(request.actor, visibility.get(request.actor, case_id), timezone.now())


@require_safe
@needs(Permission.CASE_REPORT)
def report(request: ActingRequest) -> HttpResponse:
    """Ask for place, item and photo."""
    district_id = request.actor.district_id or 0
    menu = menus.current(district_id, timezone.now())
    place = MapConfig(mode=MapMode.PICK, bounds=districts.own(request.actor).bounds, hidden_layers=("zones",))
    values = {
        "classes": _by_class(menu.items),
        "place": place,
        "channel": _channel_of(request.actor),
        "refusal_words": all_words(),
    }
    return render(request, "field/report.html", values)


def _by_class(items: tuple[ItemRow, ...]) -> list[tuple[str, str, list[ItemRow]]]:
    """Return the items as (class, label, items) in the menu's order."""
    return [
        (item_class, str(label), [item for item in items if item.item_class is item_class])
        for item_class, label in ITEM_CLASSES.items()
    ]


def _channel_of(actor: Actor) -> Source:
    """The district's own people find while they patrol; a shop keeper reports like a citizen."""
    return Source.PATROL if actor.roles & _OWN_PEOPLE else Source.CITIZEN
