"""Making a move from the case's page: a dialog that asks for what the move needs, then the one action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gridwarden.cases.actions import moving
from gridwarden.cases.actions.moving import Given
from gridwarden.cases.domain.errors import MoveNotAllowed
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.labels import MOVES
from gridwarden.cases.queries import moves
from gridwarden.cases.web import findings
from gridwarden.cases.web.desk import menu_of
from gridwarden.cases.web.forms import MoveForm
from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.attachments.forms import stored
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.queries.moves import MoveOption
    from gridwarden.platform.accounts.requests import ActingRequest

#: Who makes one of these judges the photos, and sees beforehand what is remarkable about them.
_CHECKS = frozenset({MoveName.CONFIRM, MoveName.PASS_CHECK, MoveName.FAIL_CHECK, MoveName.CLOSE})


@require_http_methods(["GET", "HEAD", "POST"])
@login_needed
@submitted_once
def move(request: ActingRequest, case_id: int, name: str) -> HttpResponse:
    """Ask for what the move needs, or make it."""
    now = timezone.now()
    option = moves.option(request.actor, case_id, _name(name), now, version=_version(request))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MoveForm(option, *sent, menu=menu_of(request.actor, now))
    if form.is_valid():
        try:
            _make(request, case_id, option, form, now)
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            return _done(request, case_id, option)
    values = {"form": form, "case_id": case_id, "name": name, "label": MOVES[option.name], "version": _version(request)}
    if option.name in _CHECKS:
        values["findings"] = findings.rows_in_words(request.actor, case_id)
    return render(request, "cases/_move.html", values, status=422 if request.method == "POST" else 200)


def _name(word: str) -> MoveName:
    try:
        return MoveName(word)
    except ValueError as error:
        raise MoveNotAllowed("The case does not stand where this move begins.") from error


def _version(request: ActingRequest) -> int | None:
    return key_of(request.POST.get("version") or request.GET.get("version"))


def _make(request: ActingRequest, case_id: int, option: MoveOption, form: MoveForm, now: datetime) -> None:
    given = form.cleaned_data
    moving.make(
        option.name,
        by=request.actor,
        at=now,
        case_id=case_id,
        version=_version(request),
        given=Given(
            text=given.get("text", ""),
            unit_id=given.get("unit_id"),
            unit_ids=tuple(given.get("unit_ids", ())),
            person_id=given.get("person_id"),
            condition_id=given.get("condition_id"),
            case_id=given.get("case_id"),
            case_number=given.get("case_number", ""),
            photos={kind: list(stored(request, field, now)) for field, kind in form.photos.items()},
        ),
    )


def _done(request: ActingRequest, case_id: int, option: MoveOption) -> HttpResponse:
    """Send the browser to the case as it stands now; whoever lost sight of it by the move goes to the list."""
    messages.success(request, _("Done: {move}").format(move=MOVES[option.name]))
    return HttpResponse(status=204, headers={"HX-Redirect": reverse("cases:after", args=[case_id])})
