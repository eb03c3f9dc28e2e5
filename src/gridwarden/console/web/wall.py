"""The wall: the command map with today's figures for the screens of a hall, refreshed by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gridwarden.cases.labels import SOURCES
from gridwarden.console.labels import INDICATORS
from gridwarden.console.queries import overview
from gridwarden.console.queries.indicators import offered
from gridwarden.console.queries.today import Today, latest, today
from gridwarden.console.web.live_map import command_map
from gridwarden.grids.queries import districts
from gridwarden.patrols.domain.alarms import State
from gridwarden.patrols.labels import ALARM_KINDS, STATES
from gridwarden.patrols.queries import alarms
from gridwarden.patrols.queries.alarms import AlarmFilter
from gridwarden.patrols.queries.movers import may_follow
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.events.queries import latest_id
from gridwarden.platform.maps.config import MapConfig
from gridwarden.platform.ui.charts import Chart, ChartKind, Series
from gridwarden.platform.ui.parts import Stat, Tone

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

#: Alarms that the wall names.
_SHOWN_ALARMS = 6
#: The chart of states has three colours, and each stands for these.
_AWRY = (State.OUTSIDE, State.FAST, State.DRIVING, State.MOCKED)


@require_safe
@needs(Permission.TERRITORY_SEE)
def wall(request: ActingRequest) -> HttpResponse:
    """Show the district for a hall; everything on it leads to its cases, as everywhere."""
    actor, now = request.actor, timezone.now()
    district = districts.own(actor)
    address = reverse("console:map_cases")
    values = {
        "theme": "dark",
        "district": district.name,
        "config": MapConfig(bounds=district.bounds, cases_url=address, hidden_layers=("zones", "buildings")),
        "cases_url": address,
        "since": latest_id(),
        "command": command_map(actor),
        "indicators": [(one.value, INDICATORS[one]) for one in offered(actor)],
        **_shown(actor, now),
    }
    return render(request, "console/wall.html", values)


@require_safe
@needs(Permission.TERRITORY_SEE)
def figures(request: ActingRequest) -> JsonResponse:
    """Return what the wall shows beside its map as it is now, the lists as they are drawn."""
    actor, now = request.actor, timezone.now()
    shown = _shown(actor, now)
    answer = {
        "tiles": {key: _told(stat) for key, stat in shown["tiles"]},
        "charts": {chart.name: chart.for_client() for chart in shown["charts"]},
        "lists": render(request, "console/_wall_lists.html", shown).content.decode(),
    }
    return JsonResponse(answer, headers={"Cache-Control": "no-store"})


def _shown(actor: Actor, now: datetime) -> dict[str, Any]:
    counted = today(actor, now)
    follows = may_follow(actor)
    rows = alarms.page(actor, AlarmFilter(going_on=True)).rows[:_SHOWN_ALARMS] if follows else []
    charts = [_hours(counted), _sources(counted), _grids(actor, now)]
    return {
        "tiles": _tiles(counted) + (_patrol_tiles(actor, counted) if follows else []),
        "charts": charts + ([_states(counted)] if follows else []),
        "alarms": [(row, ALARM_KINDS[row.kind]) for row in rows],
        "latest": latest(actor, now),
        "follows": follows,
        "now": now,
    }


def _tiles(counted: Today) -> list[tuple[str, Stat]]:
    return [
        ("opened", Stat(label=_("Opened today"), value=counted.opened.count, href=_list(counted.opened.filter.query))),
        ("closed", Stat(label=_("Closed today"), value=counted.closed.count, href=_list(counted.closed.filter.query))),
        ("in_time", _in_time(counted)),
        ("open", Stat(label=_("Open cases"), value=counted.open.count, href=_list(counted.open.filter.query))),
        ("due_soon", _lit(_("Due soon"), counted.due_soon.count, counted.due_soon.filter.query, Tone.WARN)),
        ("overdue", _lit(_("Overdue"), counted.overdue.count, counted.overdue.filter.query, Tone.BAD)),
    ]


def _patrol_tiles(actor: Actor, counted: Today) -> list[tuple[str, Stat]]:
    going_on = alarms.going_on(actor)
    here = reverse("patrols:overview")
    return [
        ("on_duty", Stat(label=_("On duty"), value=counted.states.total(), href=here)),
        (
            "alarms",
            Stat(
                label=_("Alarms going on"), value=going_on, href=f"{reverse('patrols:alarms')}?going_on=on",
                tone=Tone.BAD if going_on else Tone.NEUTRAL,
            ),
        ),
    ]  # fmt: skip


def _in_time(counted: Today) -> Stat:
    """Return the share closed in time; while nothing was closed there is none, and the tile says so."""
    known = counted.in_time is not None
    return Stat(
        label=_("Closed in time"), value=f"{counted.in_time * 100:.1f}" if counted.in_time is not None else "—",
        unit="%" if known else "", hint="" if known else _("No figures today yet"),
        href=_list(counted.closed.filter.query),
    )  # fmt: skip


def _told(stat: Stat) -> dict[str, Any]:
    return {"value": stat.value, "tone": stat.tone, "unit": str(stat.unit), "hint": str(stat.hint)}


def _lit(label: str, count: int, query: str, tone: Tone) -> Stat:
    return Stat(label=label, value=count, href=_list(query), tone=tone if count else Tone.NEUTRAL)


def _hours(counted: Today) -> Chart:
    return Chart(
        name="wall-hours", title=_("Cases today by hour"), kind=ChartKind.LINE,
        categories=[f"{row.hour}:00" for row in counted.hours],
        series=[
            Series(name=_("opened"), values=[row.opened for row in counted.hours]),
            Series(name=_("closed"), values=[row.closed for row in counted.hours], tone="green"),
        ],
    )  # fmt: skip


def _sources(counted: Today) -> Chart:
    day = counted.opened.filter
    return Chart(
        name="wall-sources", title=_("Where today's cases come from"), kind=ChartKind.DONUT,
        empty=_("No figures today yet"),
        categories=[SOURCES[source] for source in counted.sources],
        series=[Series(name=_("cases"), values=list(counted.sources.values()))],
        links=[_list(f"{day.query}&sources={source.value}") for source in counted.sources],
    )  # fmt: skip


def _grids(actor: Actor, now: datetime) -> Chart:
    rows = sorted(overview.grids(actor, now), key=lambda row: -(row.in_time + row.overdue))[:12]
    return Chart(
        name="wall-grids", title=_("Open cases by grid"), kind=ChartKind.STACKED,
        categories=[row.code for row in rows],
        series=[
            Series(name=_("in time"), values=[row.in_time for row in rows], tone="green"),
            Series(name=_("overdue"), values=[row.overdue for row in rows], tone="red"),
        ],
        links=[_list(row.filter.query) for row in rows],
    )  # fmt: skip


def _states(counted: Today) -> Chart:
    here = reverse("patrols:overview")
    known = [(state, count) for state, count in counted.states.most_common() if state is not None]
    tones = ["green" if state is State.ON_POST else "red" if state in _AWRY else "yellow" for state, _count in known]
    return Chart(
        name="wall-states", title=_("Where people on duty stand"), kind=ChartKind.DONUT, empty=_("Nobody is on duty"),
        categories=[STATES[state] for state, _count in known],
        series=[Series(name=_("people"), values=[count for _state, count in known], tones=tones)],
        links=[f"{here}?state={state.value}" for state, _count in known],
    )  # fmt: skip


def _list(query: str) -> str:
    return f"{reverse('cases:list')}?{query}"
