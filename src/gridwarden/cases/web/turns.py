"""Dialogs of the hard turns on a case's page: ask, rule, take back, order, answer, sign off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gridwarden.cases.actions import asking, rulings, supervision
from gridwarden.cases.actions.asking import Wish
from gridwarden.cases.domain.requests import RequestNotFound, Turn
from gridwarden.cases.domain.supervision import OrderNotFound, Urgency
from gridwarden.cases.labels import ASKING, RULING
from gridwarden.cases.queries import turns, visibility
from gridwarden.cases.web.turn_forms import (
    AgainForm,
    AskForm,
    IssueForm,
    ReplyForm,
    RuleForm,
    SignOffForm,
    WithdrawForm,
)
from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.attachments.forms import stored
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django import forms

    from gridwarden.cases.queries.turn_rows import OrderRow, RequestRow
    from gridwarden.platform.accounts.requests import ActingRequest

#: What each step of an order asks for.
_ORDER_FORMS: dict[str, type[forms.Form]] = {"reply": ReplyForm, "again": AgainForm, "sign_off": SignOffForm}


@require_http_methods(["GET", "HEAD", "POST"])
@login_needed
@submitted_once
def ask(request: ActingRequest, case_id: int, name: str) -> HttpResponse:
    """Ask for an extension, a suspension or an appeal."""
    turn = _turn(name)
    case = visibility.get(request.actor, case_id)
    form = AskForm(*_sent(request), turn=turn)
    now = timezone.now()
    label = str(ASKING[turn])
    return _answer(request, form, case.pk, label, lambda: _ask(request, case.pk, turn, form, now))


@require_http_methods(["GET", "HEAD", "POST"])
@login_needed
@submitted_once
def rule(request: ActingRequest, request_id: int) -> HttpResponse:
    """Grant or refuse a request."""
    row = turns.request(request.actor, request_id)
    form = RuleForm(*_sent(request))
    return _answer(
        request,
        form,
        row.case_id,
        str(RULING[row.turn]),
        lambda: rulings.rule(
            by=request.actor,
            at=timezone.now(),
            request_id=request_id,
            grants=form.cleaned_data["grants"] == "1",
            note=form.cleaned_data["note"],
        ),
        asked=row,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_needed
@submitted_once
def withdraw(request: ActingRequest, request_id: int) -> HttpResponse:
    """Take an own request back."""
    row = turns.request(request.actor, request_id)
    return _answer(
        request,
        WithdrawForm(*_sent(request)),
        row.case_id,
        _("Withdraw the request"),
        lambda: rulings.withdraw(by=request.actor, at=timezone.now(), request_id=request_id),
        asked=row,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_needed
@submitted_once
def issue(request: ActingRequest, case_id: int) -> HttpResponse:
    """Issue a supervision order."""
    case = visibility.get(request.actor, case_id)
    form = IssueForm(*_sent(request))
    return _answer(
        request,
        form,
        case.pk,
        _("Supervision order"),
        lambda: supervision.issue(
            by=request.actor,
            at=timezone.now(),
            case_id=case.pk,
            urgency=Urgency(form.cleaned_data["urgency"]),
            requirement=form.cleaned_data["text"],
            reply_by=form.cleaned_data["reply_by"],
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_needed
@submitted_once
def order(request: ActingRequest, order_id: int, name: str) -> HttpResponse:
    """Answer an order, demand another answer, or sign it off."""
    if name not in _ORDER_FORMS:
        raise OrderNotFound("There is no such step of an order.")
    row = turns.order(request.actor, order_id, timezone.now())
    form = _ORDER_FORMS[name](*_sent(request))
    label = {"reply": _("Answer the order"), "again": _("Demand another answer"), "sign_off": _("Sign off")}[name]
    return _answer(request, form, row.case_id, label, lambda: _go_on(request, order_id, name, form), order=row)


def _ask(request: ActingRequest, case_id: int, turn: Turn, form: AskForm, now: datetime) -> object:
    given = form.cleaned_data
    proofs = stored(request, "proofs", now)
    wish = Wish(turn=turn, reason=given["reason"], proofs=proofs, until=given.get("until"))
    return asking.ask(by=request.actor, at=now, case_id=case_id, wish=wish)


def _go_on(request: ActingRequest, order_id: int, name: str, form: forms.Form) -> object:
    given = form.cleaned_data
    common: dict[str, Any] = {"by": request.actor, "at": timezone.now(), "order_id": order_id}
    if name == "reply":
        return supervision.reply(**common, text=given["text"])
    if name == "again":
        return supervision.demand_again(**common, requirement=given["text"], reply_by=given["reply_by"])
    return supervision.sign_off(**common, note=given["note"])


def _answer(
    request: ActingRequest,
    form: forms.Form,
    case_id: int,
    label: str,
    act: Callable[[], object],
    *,
    asked: RequestRow | None = None,
    order: OrderRow | None = None,
) -> HttpResponse:
    """Show the dialog, or do what it asks for and send the browser to the case."""
    if form.is_valid():
        try:
            act()
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("Done: {move}").format(move=label))
            return HttpResponse(status=204, headers={"HX-Redirect": reverse("cases:after", args=[case_id])})
    values = {"form": form, "case_id": case_id, "label": label, "asked": asked, "order": order, "name": "turn"}
    return render(request, "cases/_turn.html", values, status=422 if request.method == "POST" else 200)


def _turn(word: str) -> Turn:
    try:
        return Turn(word)
    except ValueError as error:
        raise RequestNotFound("Nothing of that name can be asked for.") from error


def _sent(request: ActingRequest) -> tuple[Any, ...]:
    return (request.POST, request.FILES) if request.method == "POST" else ()
