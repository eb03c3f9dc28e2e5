"""Pages of a person's day: where the time went, the track, and what is said against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gridwarden.patrols.actions import coverage as actions
from gridwarden.patrols.coverage_labels import APPEAL_TONES, APPEALS, ARRIVAL_TONES, ARRIVALS, BARS
from gridwarden.patrols.queries import coverage as found
from gridwarden.patrols.queries import coverage_maps as maps
from gridwarden.patrols.queries.devices import carried
from gridwarden.patrols.web.coverage import clock, minutes, parts_of, percent
from gridwarden.patrols.web.coverage_forms import AppealForm, ReviewForm
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import login_needed, needs
from gridwarden.platform.api.forms import submitted_once

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from gridwarden.patrols.queries.coverage_rows import PersonRow
    from gridwarden.platform.accounts.requests import ActingRequest

_WIDE = 1000


@require_safe
@login_needed
def mine(request: ActingRequest) -> HttpResponseBase:
    """Show the reader's own days."""
    rows = [
        (
            row,
            percent(row.presence.inside),
            percent(row.presence.sent) if row.presence.sent_s else "",
            percent(row.presence.silent),
            ARRIVALS[row.arrival],
            ARRIVAL_TONES[row.arrival],
        )
        for row in found.my_days(request.actor)
    ]
    return render(request, "patrols/coverage_mine.html", {"rows": rows})


@require_safe
@login_needed
def person_page(request: ActingRequest, day: date, staff_id: int) -> HttpResponseBase:
    """Show a person's day to themselves and to those who lead them."""
    row = found.person(request.actor, day, staff_id)
    said = found.appeal_of(request.actor, day, staff_id)
    is_own = row.user_id == request.actor.user_id
    waits = said is not None and said.state == "open"
    values = {
        "day": day, "row": row, "parts": parts_of(row.presence), "arrival": ARRIVALS[row.arrival],
        "arrival_tone": ARRIVAL_TONES[row.arrival], "arrived": minutes(row.arrived_s), "bars": _bars(row),
        "legend": list(BARS.items()), "drawing": maps.of_person(row), "is_own": is_own, "appeal": said,
        "state": APPEALS[said.state] if said else "", "tone": APPEAL_TONES[said.state] if said else "",
        "appeal_form": AppealForm() if is_own and said is None else None,
        "review_form": ReviewForm() if waits and not is_own and request.actor.may(Permission.COVERAGE_REVIEW) else None,
        "of": found.one_day(request.actor, day), "may_see_grid": request.actor.may(Permission.DEVICE_SEE),
        "pieces": [(clock(a), clock(b), state, BARS[state]) for a, b, state in row.bars], "km": row.metres / 1000,
        "devices": carried(request.actor, staff_id, day),
        "sent": [(clock(a), clock(b), number) for a, b, number in row.sent],
    }  # fmt: skip
    return render(request, "patrols/coverage_person.html", values)


def _bars(row: PersonRow) -> dict[str, Any] | None:
    """Return the working time as a bar: pieces with their left edge and width, and hours under it."""
    if not row.bars:
        return None
    begin, end = row.bars[0][0], row.bars[-1][1]
    per_s = _WIDE / max(end - begin, 1)
    pieces = [
        (round((a - begin) * per_s, 1), round((b - a) * per_s, 1), state, f"{clock(a)}–{clock(b)} {BARS[state]}")
        for a, b, state in row.bars
    ]
    hours = [
        (round((hour - begin) * per_s / 10, 1), clock(hour)) for hour in range(-(-begin // 3600) * 3600, end + 1, 3600)
    ]
    return {"pieces": pieces, "hours": hours[:: max(1, len(hours) // 5)]}


@require_POST
@login_needed
@submitted_once
def appeal(request: ActingRequest, day: date) -> HttpResponse:
    """Say something against one's own figures."""
    text = request.POST.get("text", "")
    row = actions.appeal(by=request.actor, at=timezone.now(), day=day, text=text)
    messages.success(request, _("Your appeal waits for a decision; the figures stay beside it."))
    return redirect("patrols:coverage_person", day, row.staff_id)


@require_POST
@needs(Permission.COVERAGE_REVIEW)
@submitted_once
def review(request: ActingRequest, appeal_id: int) -> HttpResponse:
    """Decide on an appeal."""
    row = actions.review(
        by=request.actor, at=timezone.now(), appeal_id=appeal_id, accepted=request.POST.get("accepted") == "1",
        answer=request.POST.get("answer", ""),
    )  # fmt: skip
    messages.success(request, _("The decision stands beside the figures."))
    return redirect(reverse("patrols:coverage_person", args=[row.day.isoformat(), row.staff_id]))
