"""Pages of the work outside: who is on duty and where they stand, alarms, and the figures of judging."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.patrols.actions import alarms as acting
from gridwarden.patrols.actions.rules import set_rules
from gridwarden.patrols.domain.alarms import State
from gridwarden.patrols.domain.following import case_href, found_href
from gridwarden.patrols.labels import ALARM_KINDS, CLEARED, INPUT_WORDS, RULE_WORDS, STATE_TONES, STATES
from gridwarden.patrols.queries import alarms
from gridwarden.patrols.queries.overview import on_patrol
from gridwarden.patrols.queries.rules import rules_of
from gridwarden.patrols.web.forms import AlarmFilterForm, NoteForm, RulesForm
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.maps.config import MapConfig, MapMode, Pin
from gridwarden.platform.ui.parts import Stat, Tone
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.patrols.queries.alarms import AlarmRow
    from gridwarden.patrols.queries.overview import OnPatrol
    from gridwarden.platform.accounts.requests import ActingRequest

#: The word by which the overview's address asks for people without any device.
_NO_DEVICE = "none"


def _device_href(row: OnPatrol) -> str:
    return reverse("patrols:device", args=[row.device_id]) if row.device_id else ""


def _state_word(row: OnPatrol) -> str:
    if row.state is None:
        return _("No device")
    return f"{STATES[row.state]} {row.errand}".strip()


def _speed(row: OnPatrol) -> int | None:
    return None if row.speed_kmh is None else round(row.speed_kmh)


_ON_PATROL: tuple[Column[OnPatrol], ...] = (
    Column(label=gettext_lazy("Grid"), value=lambda row: row.grid_code, kind=Kind.CODE),
    Column(label=gettext_lazy("Name"), value=lambda row: row.name, href=_device_href),
    Column(
        label=gettext_lazy("State"), value=_state_word, kind=Kind.BADGE,
        tone=lambda row: STATE_TONES[row.state] if row.state else "",
    ),
    Column(label=gettext_lazy("In this state since"), value=lambda row: row.since, kind=Kind.MOMENT, narrow=False),
    Column(label=gettext_lazy("Last fix"), value=lambda row: row.heard_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Speed (km/h)"), value=_speed, kind=Kind.NUMBER, narrow=False),
    Column(label=gettext_lazy("Device"), value=lambda row: row.device_name, narrow=False),
    Column(label=gettext_lazy("On duty until"), value=lambda row: row.ends_at, kind=Kind.MOMENT, narrow=False),
)  # fmt: skip


def _alarm_href(row: AlarmRow) -> str:
    return reverse("patrols:alarm", args=[row.id])


def _standing(row: AlarmRow) -> str:
    return str(CLEARED[row.cleared_why]) if row.cleared_why else _("Going on")


_ALARMS: tuple[Column[AlarmRow], ...] = (
    Column(label=gettext_lazy("Raised"), value=lambda row: row.raised_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Alarm"), value=lambda row: ALARM_KINDS[row.kind], href=_alarm_href),
    Column(label=gettext_lazy("About whom"), value=lambda row: row.person or row.device_name),
    Column(label=gettext_lazy("Grid"), value=lambda row: row.grid_code, kind=Kind.CODE, narrow=False),
    Column(
        label=gettext_lazy("State"), value=_standing, kind=Kind.BADGE,
        tone=lambda row: "" if row.cleared_at else "bad",
    ),
    Column(label=gettext_lazy("Over"), value=lambda row: row.cleared_at, kind=Kind.MOMENT, narrow=False),
    Column(label=gettext_lazy("Acknowledged by"), value=lambda row: row.acknowledged_by, narrow=False),
    Column(label=gettext_lazy("Case"), value=lambda row: row.case_number, kind=Kind.CODE, narrow=False),
)  # fmt: skip


@require_safe
@needs(Permission.DEVICE_SEE)
def overview(request: ActingRequest) -> HttpResponse:
    """Show everyone on duty by grid, with where they stand; each figure narrows the list to what it counts."""
    rows = on_patrol(request.actor, timezone.now())
    wanted = request.GET.get("state", "")
    shown = [row for row in rows if not wanted or (row.state or _NO_DEVICE) == wanted]
    table = Table(columns=_ON_PATROL, rows=shown, caption=_("Everyone on duty"))
    values = {
        "table": table, "tiles": _tiles(rows, alarms.going_on(request.actor)), "is_narrowed": bool(wanted),
        "is_empty": not rows,
    }  # fmt: skip
    return render(request, "patrols/overview.html", values)


def _tiles(rows: list[OnPatrol], going_on: int) -> list[Stat]:
    here = reverse("patrols:overview")
    counts = Counter(row.state for row in rows)
    tiles = [Stat(label=_("On duty"), value=len(rows), href=here)]
    for state, label in STATES.items():
        if counts[state] or state in {State.ON_POST, State.OUTSIDE, State.SILENT}:
            tone = Tone(STATE_TONES[state] or Tone.NEUTRAL) if counts[state] else Tone.NEUTRAL
            tiles.append(Stat(label=label, value=counts[state], href=f"{here}?state={state}", tone=tone))
    if counts[None]:
        tiles.append(Stat(label=_("No device"), value=counts[None], href=f"{here}?state={_NO_DEVICE}"))
    alarm_tone = Tone.BAD if going_on else Tone.NEUTRAL
    href = f"{reverse('patrols:alarms')}?going_on=on"
    return [*tiles, Stat(label=_("Alarms going on"), value=going_on, href=href, tone=alarm_tone)]


@require_safe
@needs(Permission.DEVICE_SEE)
def alarm_list(request: ActingRequest) -> HttpResponse:
    """Show alarms, the latest first."""
    form = AlarmFilterForm(request.GET)
    page = alarms.page(request.actor, form.wanted(), cursor=request.GET.get("cursor"))
    table = Table(
        columns=_ALARMS, rows=page.rows, caption=_("Alarms"), row_href=_alarm_href,
        params=dict(request.GET.lists()), page=page,
    )  # fmt: skip
    return render(request, "patrols/alarms.html", {"table": table, "form": form})


@require_safe
@needs(Permission.DEVICE_SEE)
def alarm_page(request: ActingRequest, alarm_id: int) -> HttpResponse:
    """Show one alarm with what it was judged by."""
    row = alarms.one(request.actor, alarm_id)
    place = None
    if row.lon is not None and row.lat is not None:
        place = MapConfig(mode=MapMode.MINI, pin=Pin(lon=row.lon, lat=row.lat, label=row.person or row.device_name))
    may_tell = request.actor.may(Permission.DEVICE_COMMAND)
    values = {
        "row": row,
        "kind": ALARM_KINDS[row.kind],
        "standing": _standing(row),
        "inputs": [(label, row.inputs[name]) for name, label in INPUT_WORDS.items() if name in row.inputs],
        "place": place,
        "note_form": NoteForm() if may_tell and not row.acknowledged_at else None,
        "case_href": case_href(request.actor, row.id) if may_tell and not row.case_number else "",
        "found_href": found_href(row.case_number),
        "day": timezone.localtime(row.raised_at).date(),
    }
    return render(request, "patrols/alarm.html", values)


@require_POST
@needs(Permission.DEVICE_COMMAND)
@submitted_once
def acknowledge(request: ActingRequest, alarm_id: int) -> HttpResponse:
    """Note that somebody has looked at an alarm."""
    note = request.POST.get("note", "")
    acting.acknowledge(by=request.actor, at=timezone.now(), alarm_id=alarm_id, note=note)
    messages.success(request, _("The alarm is acknowledged."))
    return redirect("patrols:alarm", alarm_id)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.DEVICE_EDIT)
@submitted_once
def rules_page(request: ActingRequest) -> HttpResponse:
    """Show and set the figures by which patrols are judged."""
    held = asdict(rules_of(request.actor.district_id or 0))
    now = {name: int(value) if value == int(value) else value for name, value in held.items()}
    form = RulesForm(request.POST if request.method == "POST" else None, initial=now)
    if form.is_valid():
        set_rules(by=request.actor, at=timezone.now(), values={name: form.cleaned_data[name] for name in RULE_WORDS})
        messages.success(request, _("The figures hold from now on."))
        return redirect("patrols:rules")
    return render(request, "patrols/rules.html", {"form": form}, status=422 if form.is_bound else 200)
