"""Write, approve and send back answers; call back; note calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.cases.queries import visibility
from gridwarden.intake.actions import answers, calls
from gridwarden.intake.actions.calls import Noted
from gridwarden.intake.desk_labels import ANSWER_STATES, ANSWER_TONES, WHYS
from gridwarden.intake.queries import answers as listing
from gridwarden.intake.queries import callbacks, tracking_file
from gridwarden.intake.queries.callbacks import Why
from gridwarden.intake.web.desk_forms import AnswerForm, CallForm, RemarkForm
from gridwarden.intake.web.desk_moments import moments
from gridwarden.intake.web.desk_tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Invalid, Refusal
from gridwarden.platform.ui.parts import Tab
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.intake.queries.callbacks import CallBackRow
    from gridwarden.platform.accounts.requests import ActingRequest


def _call_href(row: CallBackRow) -> str:
    return reverse("intake:call", args=[row.report_id])


_CALL_COLUMNS: tuple[Column[CallBackRow], ...] = (
    Column(label=gettext_lazy("Reporter"), value=lambda row: f"{row.name} {row.phone}".strip(), href=_call_href),
    Column(
        label=gettext_lazy("Case"),
        value=lambda row: row.case_number,
        kind=Kind.CODE,
        href=lambda row: reverse("intake:file", args=[row.report_id]),
    ),
    Column(label=pgettext_lazy("moment", "Closed"), value=lambda row: row.closed_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("What was said"), value=lambda row: row.text[:40]),
    Column(label=gettext_lazy("Answer"), value=lambda row: (row.complaint or row.answer)[:40], narrow=False),
    Column(label=gettext_lazy("Tries"), value=lambda row: row.tries, kind=Kind.NUMBER),
    Column(
        label=gettext_lazy("Next call from"),
        value=lambda row: row.next_at if row.tries else None,  # before the first try any moment does
        kind=Kind.MOMENT,
    ),
)


@require_safe
@needs(Permission.INTAKE_REGISTER, Permission.INTAKE_APPROVE)
def answer_list(request: ActingRequest) -> HttpResponse:
    """Show the answers that wait for a second pair of eyes, or for other words."""
    page = listing.waiting(request.actor, cursor=request.GET.get("cursor"))
    table: Table[object] = Table(columns=(), rows=(), caption=_("Answers"), params={}, page=page)
    values = {
        "tabs": tabs(request.actor, "answers"),
        "answers": [(one, ANSWER_STATES[one.state], ANSWER_TONES[one.state]) for one in page.rows],
        "table": table,
        "remark": RemarkForm(),
    }
    return render(request, "intake/answers.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_REGISTER, Permission.CASE_CLOSE)
@submitted_once
def draft(request: ActingRequest, case_id: int) -> HttpResponse:
    """Write or rewrite the answer of a case."""
    case = visibility.get(request.actor, case_id)
    present = [one for one in listing.of_case(request.actor, case_id) if one.round == case.reopen_count]
    started = {"text": present[0].text} if present else None
    form = AnswerForm(request.POST) if request.method == "POST" else AnswerForm(initial=started)
    if form.is_valid():
        try:
            answers.draft(by=request.actor, at=timezone.now(), case_id=case_id, text=form.cleaned_data["text"])
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The answer waits for a second person."))
            return HttpResponseRedirect(reverse("cases:page", args=[case_id]))
    values = {
        "form": form,
        "title": _("Answer to the reporter"),
        "over": case.number,
        "back": reverse("cases:page", args=[case_id]),
        "button": _("Submit for approval"),
        "remark": present[0].remark if present else "",
        "said": listing.said(case, request.actor),
    }
    return render(request, "intake/form.html", values, status=422 if form.errors else 200)


@require_POST
@needs(Permission.INTAKE_APPROVE)
@submitted_once
def rule(request: ActingRequest, answer_id: int) -> HttpResponse:
    """Approve an answer, or send it back with a remark."""
    now = timezone.now()
    if request.POST.get("ruling") == "approve":
        answers.approve(by=request.actor, at=now, answer_id=answer_id)
        messages.success(request, _("The answer is approved."))
    else:
        remark = request.POST.get("remark", "")
        try:
            answers.send_back(by=request.actor, at=now, answer_id=answer_id, remark=remark)
        except Invalid:
            messages.error(request, _("Say what is to be changed."))
        else:
            messages.success(request, _("The answer goes back to its author."))
    return HttpResponseRedirect(reverse("intake:answers"))


@require_safe
@needs(Permission.INTAKE_REGISTER)
def callback_list(request: ActingRequest) -> HttpResponse:
    """Show whom the desk calls back."""
    now, asked = timezone.now(), request.GET.get("why", "")
    why = Why(asked) if asked in set(Why) else Why.TO_ASK
    page = callbacks.page(request.actor, now, why, cursor=request.GET.get("cursor"))
    counts = callbacks.counts(request.actor, now)
    table = Table(
        columns=_CALL_COLUMNS, rows=page.rows, caption=_("Call back"), params=dict(request.GET.lists()), page=page
    )
    values = {
        "tabs": tabs(request.actor, "callbacks"),
        "whys": [
            Tab(
                label=WHYS[one],
                href=f"{reverse('intake:callbacks')}?why={one.value}",
                current=one is why,
                count=counts[one],
            )
            for one in Why
        ],
        "table": table,
    }
    return render(request, "intake/callbacks.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_REGISTER)
@submitted_once
def call(request: ActingRequest, report_id: int) -> HttpResponse:
    """Note a call with a reporter."""
    form = CallForm(request.POST) if request.method == "POST" else CallForm()
    if form.is_valid():
        try:
            calls.log(by=request.actor, at=timezone.now(), report_id=report_id, call=Noted(**form.cleaned_data))
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The call is noted."))
            return HttpResponseRedirect(reverse("intake:file", args=[report_id]))
    return render(
        request, "intake/call.html", _call_values(request, report_id, form), status=422 if form.errors else 200
    )


def _call_values(request: ActingRequest, report_id: int, form: CallForm) -> dict[str, object]:
    file = tracking_file.of(request.actor, report_id, timezone.now())
    return {"form": form, "file": file, "moments": moments(file.entries)[-6:]}
