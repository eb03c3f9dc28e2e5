"""Pages of coverage: a day, a month, a grid's roads, and the plan."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.patrols.actions import coverage as actions
from gridwarden.patrols.coverage_labels import ARRIVAL_TONES, ARRIVALS, GRADES, LOOKS, REFUSED
from gridwarden.patrols.queries import coverage as found
from gridwarden.patrols.queries import coverage_maps as maps
from gridwarden.patrols.queries.coverage_inputs import plan_in_force
from gridwarden.patrols.web.coverage_forms import PlanForm
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.parts import Stat
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from gridwarden.patrols.queries.coverage_rows import GridRow, PersonRow, Presence, RoadRow
    from gridwarden.platform.accounts.requests import ActingRequest

#: So much of what was asked is good; half of it is a warning.
_GOOD, _FAIR = 0.9, 0.6


def percent(share: float | None) -> str:
    """Return a share for people."""
    return "–" if share is None else f"{100 * share:.1f} %"


def clock(seconds: float) -> str:
    """Return seconds since the day began as a time."""
    return f"{int(seconds) // 3600:02d}:{int(seconds) % 3600 // 60:02d}"


def minutes(seconds: float | None) -> str:
    """Return a duration for people."""
    return "" if seconds is None else f"{int(seconds) // 3600}:{int(seconds) % 3600 // 60:02d}"


def _rate(row: GridRow) -> str:
    return percent(row.rate) if row.rate is not None else str(REFUSED.get(row.refused, _("No rate")))


def _tone(row: GridRow) -> str:
    if row.rate is None:
        return ""
    return "good" if row.rate >= _GOOD else "warn" if row.rate >= _FAIR else "bad"


_SHARED: tuple[Column[GridRow], ...] = (
    Column(label=gettext_lazy("Class"), value=lambda row: row.grid_class, narrow=False),
    Column(label=gettext_lazy("Coverage"), value=_rate, kind=Kind.BADGE, tone=_tone),
    Column(
        label=gettext_lazy("Passed at least once"), value=lambda row: percent(row.once), kind=Kind.NUMBER, narrow=False,
    ),
    Column(label=gettext_lazy("In the grid"), value=lambda row: percent(row.presence.inside), kind=Kind.NUMBER),
    Column(
        label=gettext_lazy("Sent to a case elsewhere"), value=lambda row: percent(row.presence.sent),
        kind=Kind.NUMBER, narrow=False,
    ),
    Column(
        label=gettext_lazy("Out of the grid"), value=lambda row: percent(row.presence.outside),
        kind=Kind.NUMBER, narrow=False,
    ),
    Column(label=gettext_lazy("No signal"), value=lambda row: percent(row.presence.silent), kind=Kind.NUMBER),
    Column(
        label=gettext_lazy("Arrived in time"), value=lambda row: f"{row.arrived} / {row.people}",
        kind=Kind.NUMBER, narrow=False,
    ),
    Column(label=gettext_lazy("Positions"), value=lambda row: row.fixes, kind=Kind.NUMBER, narrow=False),
    Column(label=gettext_lazy("Dropped"), value=lambda row: row.dropped, kind=Kind.NUMBER, narrow=False),
)  # fmt: skip


def _columns(day: date) -> tuple[Column[GridRow], ...]:
    return (
        Column(label=gettext_lazy("Grid"), value=lambda row: row.code, kind=Kind.CODE, href=_grid_href(day)),
        *_SHARED,
        Column(
            label=gettext_lazy("Median gap (m)"), value=lambda row: round(row.median_gap_m or 0), kind=Kind.NUMBER,
            narrow=False,
        ),
    )  # fmt: skip


MONTH_COLUMNS: tuple[Column[GridRow], ...] = (
    Column(label=gettext_lazy("Grid"), value=lambda row: row.code, kind=Kind.CODE),
    *_SHARED,
    Column(
        label=gettext_lazy("Days with a rate"), value=lambda row: f"{row.rated_days} / {row.days}", kind=Kind.NUMBER
    ),
)


def _grid_href(day: date) -> Any:
    return lambda row: reverse("patrols:coverage_grid", args=[day.isoformat(), row.grid_id])


def _person_href(row: PersonRow) -> str:
    return reverse("patrols:coverage_person", args=[row.day.isoformat(), row.staff_id])


PEOPLE: tuple[Column[PersonRow], ...] = (
    Column(label=gettext_lazy("Person"), value=lambda row: row.name, href=_person_href),
    Column(label=gettext_lazy("Grid"), value=lambda row: row.grid_code, kind=Kind.CODE),
    Column(
        label=gettext_lazy("Arrival"), value=lambda row: ARRIVALS[row.arrival], kind=Kind.BADGE,
        tone=lambda row: ARRIVAL_TONES[row.arrival],
    ),
    Column(label=gettext_lazy("In the grid"), value=lambda row: percent(row.presence.inside), kind=Kind.NUMBER),
    Column(
        label=gettext_lazy("Sent to a case elsewhere"), value=lambda row: percent(row.presence.sent),
        kind=Kind.NUMBER, narrow=False,
    ),
    Column(
        label=gettext_lazy("Out of the grid"), value=lambda row: percent(row.presence.outside),
        kind=Kind.NUMBER, narrow=False,
    ),
    Column(
        label=gettext_lazy("No signal"), value=lambda row: percent(row.presence.silent), kind=Kind.NUMBER, narrow=False,
    ),
    Column(
        label=gettext_lazy("Way (km)"), value=lambda row: round(row.metres / 1000, 1), kind=Kind.NUMBER, narrow=False,
    ),
    Column(label=gettext_lazy("Positions"), value=lambda row: row.fixes, kind=Kind.NUMBER, narrow=False),
)  # fmt: skip


def day_of(text: str, fallback: date) -> date:
    """Return the day that an address names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return fallback


@require_safe
@needs(Permission.DEVICE_SEE)
def day_page(request: ActingRequest) -> HttpResponseBase:
    """Show a day: grids with their rates or why there are none, and people."""
    if "month" in request.GET:
        return _month(request)
    known = found.days(request.actor)
    newest = known[0] if known else localdate() - timedelta(days=1)
    day = day_of(request.GET.get("day", ""), newest)
    rows = found.grids(request.actor, day)
    if kind := exports.asked(request):
        return exports.answer(kind, f"{_('Coverage')}-{day.isoformat()}", _columns(day), rows)
    people = found.people(request.actor, day)
    params = {"day": day.isoformat()}
    values = {
        "day": day, "before": day - timedelta(days=1), "after": day + timedelta(days=1), "today": localdate(),
        "row": found.one_day(request.actor, day), "month": day.strftime("%Y-%m"),
        "table": Table(columns=_columns(day), rows=rows, caption=_("Grids"), row_href=_grid_href(day), params=params),
        "people": Table(columns=PEOPLE, rows=people, caption=_("People"), row_href=_person_href),
        "tiles": _tiles(rows, people), "appeals": found.open_appeals(request.actor),
        "may_edit": request.actor.may(Permission.COVERAGE_EDIT),
    }  # fmt: skip
    return render(request, "patrols/coverage.html", values)


def _tiles(rows: list[GridRow], people: list[PersonRow]) -> list[Stat]:
    rated = [row for row in rows if row.rate is not None]
    metres = sum(row.length_m for row in rated)
    rate = sum((row.rate or 0) * row.length_m for row in rated) / metres if metres else None
    on = [row for row in people if row.presence.whole_s]
    whole = sum(row.presence.whole_s for row in on)
    in_s, sent_s, silent_s = (
        sum(getattr(row.presence, name) for row in on) / whole if whole else None
        for name in ("in_s", "sent_s", "silent_s")
    )
    in_time = sum(row.arrival == "in_time" for row in on)
    return [
        Stat(
            label=_("Coverage"), value=percent(rate),
            hint=_("%(some)d of %(all)d grids have a rate") % {"some": len(rated), "all": len(rows)},
            href="#grids",
        ),
        Stat(
            label=_("On post"), value=percent(in_s),
            hint=_("and %(share)s sent to a case elsewhere") % {"share": percent(sent_s)},
            href="#people",
        ),
        Stat(label=_("No signal"), value=percent(silent_s), hint=_("never the same as absent"), href="#people"),
        Stat(
            label=_("Arrived in time"), value=f"{in_time} / {len(on)}", hint=_("people with a shift"), href="#people"
        ),
    ]  # fmt: skip


def _month(request: ActingRequest) -> HttpResponseBase:
    today = localdate()
    first = day_of(f"{request.GET['month']}-01", today.replace(day=1))
    rows = found.month(request.actor, first)
    if kind := exports.asked(request):
        return exports.answer(kind, f"{_('Coverage')}-{first:%Y-%m}", MONTH_COLUMNS, rows)
    params = {"month": f"{first:%Y-%m}"}
    values = {
        "first": first, "month": params["month"], "before": (first - timedelta(days=1)).strftime("%Y-%m"),
        "after": (first + timedelta(days=31)).strftime("%Y-%m"),
        "table": Table(columns=MONTH_COLUMNS, rows=rows, caption=_("Grids"), params=params),
        "days": [day for day in found.days(request.actor) if day.strftime("%Y-%m") == params["month"]],
    }  # fmt: skip
    return render(request, "patrols/coverage_month.html", values)


@require_safe
@needs(Permission.DEVICE_SEE)
def grid_page(request: ActingRequest, day: date, grid_id: int) -> HttpResponseBase:
    """Show which roads of a grid were passed when, and which were not."""
    row = found.grid(request.actor, day, grid_id)
    roads = found.roads(request.actor, day, grid_id)
    if kind := exports.asked(request):
        return exports.answer(kind, f"{_('Roads')}-{row.code}-{day.isoformat()}", ROADS, roads)
    values = {
        "day": day, "row": row, "rate": _rate(row), "tone": _tone(row), "drawing": maps.of_grid(grid_id, roads),
        "table": Table(columns=ROADS, rows=roads, caption=_("Roads"), params={}),
        "looks": [(look, label, sum(maps.road_look(one) == look for one in roads)) for look, label in LOOKS.items()],
        "people": Table(
            columns=PEOPLE, rows=found.people(request.actor, day, grid_id), caption=_("People"), row_href=_person_href
        ),
        "once": percent(row.once), "of": found.one_day(request.actor, day), "parts": parts_of(row.presence),
    }  # fmt: skip
    return render(request, "patrols/coverage_grid.html", values)


def parts_of(presence: Presence) -> list[tuple[str, str]]:
    """Return the four parts of the working time in words and percent."""
    shares = (presence.inside, presence.sent, presence.outside, presence.silent)
    labels = (_("In the grid"), _("Sent to a case elsewhere"), _("Out of the grid"), _("No signal"))
    return [(label, percent(share)) for label, share in zip(labels, shares, strict=True)]


def _sides(row: RoadRow) -> str:
    unknown = row.passes - row.left - row.right
    told = [(row.left, _("left")), (row.right, _("right")), (unknown, _("side unknown"))]
    return "、".join(f"{label} {count}" for count, label in told if count)


ROADS: tuple[Column[RoadRow], ...] = (
    Column(label=gettext_lazy("No."), value=lambda row: row.number, kind=Kind.NUMBER),
    Column(label=gettext_lazy("Road"), value=lambda row: row.name or _("Road without a name")),
    Column(label=gettext_lazy("Grade"), value=lambda row: GRADES[row.grade], narrow=False),
    Column(label=gettext_lazy("Length (m)"), value=lambda row: round(row.length_m), kind=Kind.NUMBER, narrow=False),
    Column(
        label=gettext_lazy("Passes"), value=lambda row: f"{row.passes} / {row.required}", kind=Kind.BADGE,
        tone=lambda row: {"done": "good", "some": "warn", "none": "bad", "free": ""}[maps.road_look(row)],
    ),
    Column(label=gettext_lazy("When"), value=lambda row: "、".join(clock(time[0]) for time in row.times)),
    Column(label=gettext_lazy("Side"), value=_sides, narrow=False),
    Column(label=gettext_lazy("Longest gap (h)"), value=lambda row: minutes(row.gap_s), kind=Kind.NUMBER, narrow=False),
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.COVERAGE_EDIT)
@submitted_once
def plan_page(request: ActingRequest) -> HttpResponse:
    """Show and set how often roads are to be passed."""
    version, plan = plan_in_force(request.actor.district_id or 0)
    form = PlanForm(plan, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.set_plan(by=request.actor, at=timezone.now(), required=form.required(), params=form.params())
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The plan holds for every day that is computed from now on."))
            return redirect("patrols:coverage_plan")
    values = {"form": form, "version": version}
    return render(request, "patrols/coverage_plan.html", values, status=422 if form.is_bound else 200)


@require_POST
@needs(Permission.COVERAGE_EDIT)
@submitted_once
def compute(request: ActingRequest, day: date) -> HttpResponse:
    """Have a day computed again."""
    actions.ask(by=request.actor, at=timezone.now(), day=day)
    messages.success(request, _("The day is being computed; look again in a moment."))
    return redirect(f"{reverse('patrols:coverage')}?day={day.isoformat()}")
