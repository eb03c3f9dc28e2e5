"""The page of one case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import UNCHECKED, ClosedHow
from gridwarden.cases.labels import CLOSED_HOW, FLAGS, MOVES, SOURCES, STAGES, STATES
from gridwarden.cases.presenting import panels
from gridwarden.cases.presenting.looks import STATE_TONES, STEP_ICONS
from gridwarden.cases.presenting.names import name_of
from gridwarden.cases.presenting.tracking import file_of, photo
from gridwarden.cases.queries import deadlines, offers, pages, turns, visibility
from gridwarden.cases.queries.moves import names_open_to
from gridwarden.cases.queries.situations import to_move
from gridwarden.cases.web import turn_rows
from gridwarden.cases.web.explaining import told_all
from gridwarden.cases.web.figures import rungs
from gridwarden.menu.labels import limit_words
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.maps.config import MapConfig, MapMode, Pin

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.cases.queries.pages import CasePage
    from gridwarden.platform.accounts.requests import ActingRequest

#: Moves that end or undo something, shown apart from those that go on.
_GRAVE = frozenset(
    {
        MoveName.REFUSE,
        MoveName.CANCEL,
        MoveName.DENY,
        MoveName.FAIL_CHECK,
        MoveName.RETURN_DISPATCH,
        MoveName.FORCE_CLOSE,
        MoveName.UNMERGE,
    }
)
#: Moves that never are the plain next step.
_TURNS_ASIDE = frozenset({MoveName.MERGE, MoveName.SPLIT, MoveName.FEED_BACK})
#: Moves that pass the case aside or leave it where it is; the first button is for the step that goes on.
_BESIDE = (
    MoveName.HAND_UP,
    MoveName.HAND_DOWN,
    MoveName.RECALL,
    MoveName.REQUEST_SUPPORT,
    MoveName.SPLIT,
    MoveName.MERGE,
    MoveName.FEED_BACK,
)


@require_safe
@login_needed
def case_page(request: ActingRequest, case_id: int) -> HttpResponse:
    """Show a case: where it stands, what may be done, its file, its photos and its place."""
    now = timezone.now()
    page = pages.case_page(request.actor, case_id, now)
    case = to_move(request.actor, case_id)
    names = names_open_to(request.actor, case)
    beside = turns.of_case(request.actor, case_id, now)
    values = {
        **_shown(page),
        "moves": _buttons(names),
        "asks": turn_rows.buttons(offers.of_case(request.actor, case, now), beside, case_id),
        "turns": turn_rows.shown(beside),
        "may_supervise": request.actor.may(Permission.CASE_SUPERVISE),
        "panels": panels.shown(request, case_id),
    }
    return render(request, "cases/case.html", values)


@require_safe
@login_needed
def by_number(request: ActingRequest, number: str) -> HttpResponse:
    """Lead from the number on a paper to the case."""
    case = visibility.by_number(request.actor, number)
    return HttpResponseRedirect(reverse("cases:page", args=[case.pk]))


@require_safe
@login_needed
def after(request: ActingRequest, case_id: int) -> HttpResponse:
    """Lead on after a move: back to the case, or to the list when the move took it out of sight."""
    if visibility.sees(request.actor, case_id):
        return HttpResponseRedirect(reverse("cases:page", args=[case_id]))
    return HttpResponseRedirect(reverse("cases:list"))


@require_safe
@login_needed
def deadline(request: ActingRequest, case_id: int) -> HttpResponse:
    """Explain how the deadlines of a case were computed, step by step."""
    explained = deadlines.explained(request.actor, case_id)
    clocks = [(STAGES[clock.stage], limit_words(clock.limit), clock, told_all(clock.steps)) for clock in explained]
    return render(request, "cases/_deadline.html", {"clocks": clocks, "case_id": case_id})


def _shown(page: CasePage) -> dict[str, object]:
    case = page.case
    place = MapConfig(mode=MapMode.MINI, pin=Pin(lon=case.lon, lat=case.lat, label=case.number), grid_id=case.grid_id)
    return {
        "page": page,
        "case": case,
        "state": STATES[case.state],
        "tone": STATE_TONES[case.state],
        "how": CLOSED_HOW[ClosedHow(case.closed_how)] if case.closed_how in UNCHECKED else "",
        "source": SOURCES[case.source],
        "opened_by": name_of(case.opened_by_name),
        "flags": [label for flag, label in FLAGS.items() if flag in case.flags],
        "rungs": rungs(page.levels),
        "moments": file_of(page),
        "clocks": [(STAGES[clock.stage], clock) for clock in page.clocks],
        "place": place,
        "before": [photo(picture) for picture in page.before],
        "after": [photo(picture) for picture in page.after],
    }


def _buttons(names: list[MoveName]) -> list[dict[str, object]]:
    ordered = sorted(names, key=_rank)
    return [
        {
            "name": name.value,
            "label": MOVES[name],
            "icon": STEP_ICONS[name],
            "is_grave": name in _GRAVE,
            "is_next": name is ordered[0] and name not in _TURNS_ASIDE,
        }
        for name in ordered
    ]


def _rank(name: MoveName) -> tuple[bool, int]:
    """Put what goes on first, then what passes aside, feedback after it, the grave at the end."""
    return name in _GRAVE, _BESIDE.index(name) + 1 if name in _BESIDE else 0
