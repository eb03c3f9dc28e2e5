"""Transfers of hotlines: what waits for its reply, lists that come as files, and what goes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.cases.labels import STATES
from gridwarden.cases.presenting.looks import STATE_TONES
from gridwarden.intake.actions import transfer_files, transfers
from gridwarden.intake.desk_labels import RULES, STANDING_TONES, STANDINGS
from gridwarden.intake.domain import transfer_rows
from gridwarden.intake.queries import transfers as listing
from gridwarden.intake.queries.transfers import Standing
from gridwarden.intake.web.desk_forms import ListForm, ReasonForm
from gridwarden.intake.web.desk_tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.parts import Stat, Tone
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.intake.actions.transfer_files import Listed
    from gridwarden.intake.queries.transfers import TransferItem
    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

#: Refused rows that the page spells out.
_SPELT_OUT = 100


def _file_href(row: TransferItem) -> str:
    return reverse("intake:file", args=[row.id])


def _case(row: TransferItem) -> str:
    return reverse("cases:page", args=[row.case_id])


_COLUMNS: tuple[Column[TransferItem], ...] = (
    Column(label=gettext_lazy("Number"), value=lambda row: row.number, kind=Kind.CODE, href=_file_href),
    Column(label=gettext_lazy("Sender"), value=lambda row: row.sender),
    Column(
        label=pgettext_lazy("transfer", "Standing"),
        value=lambda row: STANDINGS[row.standing],
        kind=Kind.BADGE,
        tone=lambda row: STANDING_TONES[row.standing],
    ),
    Column(label=gettext_lazy("Sender's deadline"), value=lambda row: row.external_due_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Our deadline"), value=lambda row: row.due_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Case"), value=lambda row: row.case_number, kind=Kind.CODE, href=_case),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: STATES[row.case_state],
        kind=Kind.BADGE,
        tone=lambda row: STATE_TONES[row.case_state],
    ),
    Column(label=gettext_lazy("What was said"), value=lambda row: row.text[:40], narrow=False),
    Column(label=gettext_lazy("Reply"), value=lambda row: (row.reply or row.return_reason)[:40], narrow=False),
)


@require_safe
@needs(Permission.INTAKE_REGISTER, Permission.CASE_REGISTER)
def transfer_list(request: ActingRequest) -> HttpResponse:
    """Show transfers, newest first, as they stand with their senders."""
    now, asked = timezone.now(), request.GET.get("standing", "")
    standing = Standing(asked) if asked in set(Standing) else None
    page = listing.page(request.actor, now, standing=standing, cursor=request.GET.get("cursor"))
    table = Table(columns=_COLUMNS, rows=page.rows, caption=_("Transfers"), params=dict(request.GET.lists()), page=page)
    values = {
        "tabs": tabs(request.actor, "transfers"),
        "table": table,
        "tiles": _tiles(request.actor),
        "may_import": request.actor.may(Permission.INTAKE_IMPORT),
    }
    return render(request, "intake/transfers.html", values)


def _tiles(actor: Actor) -> list[Stat]:
    counts = listing.counts(actor, timezone.now())
    return [
        Stat(
            label=STANDINGS[standing],
            value=number,
            href=f"{reverse('intake:transfers')}?standing={standing.value}",
            tone=Tone(STANDING_TONES[standing]) if number and standing is Standing.LATE else Tone.NEUTRAL,
        )
        for standing, number in counts.items()
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.INTAKE_IMPORT)
def import_list(request: ActingRequest) -> HttpResponse:
    """Take a hotline's list; the same list sent again opens nothing, so no key is needed."""
    form = ListForm(request.POST, request.FILES) if request.method == "POST" else ListForm()
    outcome: Listed | None = None
    if form.is_valid():
        given = form.cleaned_data
        file = given.pop("file")
        data = file.read(transfer_files.MOST_BYTES + 1)
        try:
            outcome = transfer_files.take_list(
                by=request.actor, at=timezone.now(), data=data, filename=file.name or "", **given
            )
        except Refusal as refusal:
            onto_form(form, refusal)
    if outcome and not outcome.refused:
        done = _("{taken} transfers taken in, {unchanged} were here already.")
        messages.success(request, done.format(taken=outcome.taken, unchanged=outcome.unchanged))
        return HttpResponseRedirect(reverse("intake:transfers"))
    refused = [
        (one, RULES.get(one.rule, one.rule), transfer_rows.head_of(one.field))
        for one in (outcome.refused[:_SPELT_OUT] if outcome else ())
    ]
    values = {"form": form, "outcome": outcome, "refused": refused}
    return render(request, "intake/import.html", values, status=422 if outcome or form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CASE_REGISTER)
@submitted_once
def send_back(request: ActingRequest, report_id: int) -> HttpResponse:
    """Return a transfer that was not ours."""
    form = ReasonForm(request.POST) if request.method == "POST" else ReasonForm()
    if form.is_valid():
        try:
            transfers.send_back(
                by=request.actor, at=timezone.now(), report_id=report_id, reason=form.cleaned_data["reason"]
            )
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The transfer goes back to its sender."))
            return HttpResponseRedirect(reverse("intake:file", args=[report_id]))
    values = {
        "form": form,
        "title": _("Return the transfer"),
        "back": reverse("intake:file", args=[report_id]),
        "button": _("Return"),
    }
    return render(request, "intake/form.html", values, status=422 if form.errors else 200)
