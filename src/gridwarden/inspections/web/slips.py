"""One slip: its page for desk, contractor and officer, its steps, its paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.labels import STATES
from gridwarden.cases.presenting.looks import STATE_TONES
from gridwarden.cases.presenting.tracking import file_of, photo
from gridwarden.cases.queries import pages, routing, suggestions
from gridwarden.cases.queries.moves import names_open_to
from gridwarden.cases.queries.situations import to_move
from gridwarden.inspections.actions import slips
from gridwarden.inspections.queries import crews, slip_papers
from gridwarden.inspections.queries import slips as found
from gridwarden.inspections.web.slip_forms import CrewChoiceForm, FinishForm, RefuseForm, SendForm
from gridwarden.inspections.web.slip_lists import sees
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.attachments.forms import stored
from gridwarden.platform.documents.printing import render as print_paper
from gridwarden.platform.ui.numbers import key_of

if TYPE_CHECKING:
    from gridwarden.inspections.queries.slips import SlipPage
    from gridwarden.platform.accounts.requests import ActingRequest

#: Steps of the slip itself; everything else is done on the page of the case.
_STEPS = {
    MoveName.REGISTER: "receive",
    MoveName.DISPATCH: "send",
    MoveName.ACCEPT: "accept",
    MoveName.RETURN_DISPATCH: "refuse",
    MoveName.FINISH: "finish",
}


@require_safe
@sees
def slip_page(request: ActingRequest, slip_id: int) -> HttpResponse:
    """Show a slip: what is required, where it stands, who did what, and what can be done next."""
    now = timezone.now()
    page = found.slip_page(request.actor, slip_id, now)
    case = pages.case_page(request.actor, page.row.case.id, now)
    values = {
        "page": page,
        "slip": page.row,
        "case": page.row.case,
        "state": STATES[page.row.case.state],
        "tone": STATE_TONES[page.row.case.state],
        "moments": file_of(case),
        "before": [photo(picture) for picture in case.before],
        "after": [photo(picture) for picture in case.after],
        **_steps(request, page),
    }
    return render(request, "inspections/slip.html", values)


def _steps(request: ActingRequest, page: SlipPage) -> dict[str, Any]:
    """Return what this person can do with the slip now, with the forms that it takes."""
    actor, row = request.actor, page.row
    names = names_open_to(actor, to_move(actor, row.case.id))
    open_steps = {word for name, word in _STEPS.items() if name in names}
    values: dict[str, Any] = {
        "steps": open_steps,
        "further": [name for name in names if name not in _STEPS],
        "refuse_form": RefuseForm(),
        "finish_form": FinishForm(),
    }
    if "send" in open_steps:
        values |= _sending(request, page)
    if row.case.state is CaseState.HANDLING and actor.may(Permission.CREW_EDIT):
        offered = crews.of_unit(actor, actor.unit_id or 0)
        values["crew_form"] = CrewChoiceForm(offered) if offered else None
        values["wants_crew"] = True
    return values


def _sending(request: ActingRequest, page: SlipPage) -> dict[str, Any]:
    """Return whom the rules name, and whom the desk could choose instead."""
    case = to_move(request.actor, page.row.case.id)
    now = timezone.now()
    rule = routing.winner(case, now)
    choices = suggestions.units(case, now)
    named = next((choice for choice in choices if rule and choice.id == rule.unit_id), None)
    offered: list[tuple[int | str, Any]] = [(choice.id, choice.label) for choice in choices]
    form = SendForm(offered if rule else [("", _("Choose")), *offered], initial={"unit": rule.unit_id if rule else ""})
    return {"rule": rule, "named": named.label if named else "", "send_form": form}


@require_POST
@needs(Permission.CASE_REGISTER)
@submitted_once
def receive(request: ActingRequest, slip_id: int) -> HttpResponse:
    """Take a slip in at the desk."""
    slips.receive(by=request.actor, at=timezone.now(), slip_id=slip_id)
    return _done(request, slip_id, _("The slip is taken in."))


@require_POST
@needs(Permission.CASE_DISPATCH)
@submitted_once
def send(request: ActingRequest, slip_id: int) -> HttpResponse:
    """Send a slip to the contractor whose contract covers it, or to the unit that was chosen."""
    unit_id = key_of(request.POST.get("unit"))
    slips.send(by=request.actor, at=timezone.now(), slip_id=slip_id, unit_id=unit_id)
    return _done(request, slip_id, _("The slip is sent."))


@require_POST
@needs(Permission.CASE_HANDLE)
@submitted_once
def accept(request: ActingRequest, slip_id: int) -> HttpResponse:
    """Take the work on."""
    slips.accept(by=request.actor, at=timezone.now(), slip_id=slip_id)
    return _done(request, slip_id, _("The slip is accepted."))


@require_POST
@needs(Permission.CASE_HANDLE)
@submitted_once
def refuse(request: ActingRequest, slip_id: int) -> HttpResponse:
    """Give a slip back to the desk; from then on it is out of the contractor's sight."""
    slips.refuse(by=request.actor, at=timezone.now(), slip_id=slip_id, reason=request.POST.get("reason", "").strip())
    messages.success(request, _("The slip is back at the desk."))
    return HttpResponseRedirect(reverse("inspections:slips"))


@require_POST
@needs(Permission.CREW_EDIT)
@submitted_once
def assign(request: ActingRequest, slip_id: int) -> HttpResponse:
    """Send a crew."""
    crew_id = key_of(request.POST.get("crew")) or 0
    slips.assign(by=request.actor, at=timezone.now(), slip_id=slip_id, crew_id=crew_id)
    return _done(request, slip_id, _("The crew is sent."))


@require_POST
@needs(Permission.CASE_HANDLE)
@submitted_once
def finish(request: ActingRequest, slip_id: int) -> HttpResponse:
    """Show the work done, with photos from before and after."""
    now = timezone.now()
    slips.finish(
        by=request.actor,
        at=now,
        slip_id=slip_id,
        before=stored(request, "before", now),
        after=stored(request, "after", now),
        note=request.POST.get("note", "")[:500],
    )
    return _done(request, slip_id, _("The work is done and waits for its check."))


@require_safe
@sees
def paper(request: ActingRequest, slip_id: int) -> HttpResponse:
    """Print the slip: copies for the grid, the desk and the contractor."""
    printed = slip_papers.printed(request.actor, slip_id, timezone.now())
    pdf = print_paper("inspections/slip", printed.data, paper="a5", images=printed.images)
    return HttpResponse(
        pdf,
        content_type="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{printed.file_name}"'},
    )


def _done(request: ActingRequest, slip_id: int, words: str) -> HttpResponse:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("inspections:slip", args=[slip_id]))
