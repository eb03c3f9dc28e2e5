"""The archive and each complaint's file, on the page and on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from gridwarden.cases.labels import SOURCES, STATES
from gridwarden.cases.presenting.looks import STATE_TONES
from gridwarden.intake.actions import releases
from gridwarden.intake.desk_labels import MEDIA, STANDING_TONES, STANDINGS, VERDICTS
from gridwarden.intake.queries import archive, tracking_file
from gridwarden.intake.queries.archive import READERS
from gridwarden.intake.queries.printed_file import printed
from gridwarden.intake.web.callers import led_on
from gridwarden.intake.web.desk_forms import ArchiveFilterForm, CallForm, ReleaseForm
from gridwarden.intake.web.desk_moments import moments, pictures_of
from gridwarden.intake.web.desk_tabs import tabs
from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.documents.paper import Paper
from gridwarden.platform.documents.printing import render as print_out
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.sealing import mask
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from gridwarden.intake.queries.archive import ArchiveFilter, ArchiveRow
    from gridwarden.platform.accounts.requests import ActingRequest


def _href(row: ArchiveRow) -> str:
    return reverse("intake:file", args=[row.id])


def _form_of(row: ArchiveRow) -> str:
    return str(MEDIA[row.medium] if row.medium else SOURCES[row.channel])


#: On the page and in files that leave the house.
COLUMNS: tuple[Column[ArchiveRow], ...] = (
    Column(label=gettext_lazy("Received"), value=lambda row: row.received_at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Case"), value=lambda row: row.case_number, kind=Kind.CODE, href=_href),
    Column(label=gettext_lazy("Came as"), value=_form_of),
    Column(label=gettext_lazy("Sender"), value=lambda row: row.sender, on_page=False),
    Column(label=gettext_lazy("Number"), value=lambda row: row.external_number, on_page=False),
    Column(label=gettext_lazy("Reporter"), value=lambda row: " ".join(filter(None, (row.name, row.phone)))),
    Column(label=gettext_lazy("What was said"), value=lambda row: row.text[:60]),
    Column(label=gettext_lazy("Item"), value=lambda row: row.item, narrow=False),
    Column(label=gettext_lazy("Place"), value=lambda row: row.address, on_page=False),
    Column(label=gettext_lazy("Unit"), value=lambda row: row.unit, narrow=False),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: STATES[row.state],
        kind=Kind.BADGE,
        tone=lambda row: STATE_TONES[row.state],
    ),
    Column(label=pgettext_lazy("moment", "Closed"), value=lambda row: row.closed_at, kind=Kind.MOMENT, narrow=False),
    Column(label=gettext_lazy("Judgement"), value=lambda row: VERDICTS[row.verdict] if row.verdict else ""),
)


def wanted_of(request: ActingRequest) -> tuple[ArchiveFilterForm, ArchiveFilter]:
    """Return the filter of the address; what cannot be read does not narrow."""
    form = ArchiveFilterForm(request.GET)
    return form, form.wanted()


@require_http_methods(["GET", "HEAD", "POST"])
@needs(*READERS)
def archive_list(request: ActingRequest) -> HttpResponse:
    """Show every complaint, filtered and page by page; a caller's number is sent and leads to its address."""
    if request.method == "POST":
        return led_on(request)
    now = timezone.now()
    form, wanted = wanted_of(request)
    page = archive.page(request.actor, wanted, now, cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS,
        rows=page.rows,
        caption=_("Archive of complaints"),
        row_href=_href,
        params=dict(request.GET.lists()),
        page=page,
    )
    values = {
        "tabs": tabs(request.actor, "archive"),
        "form": form,
        "wanted": wanted,
        "phone": wanted.phone if request.actor.may(Permission.CASE_SEE_REPORTER) else mask(wanted.phone),
        "table": table,
        "may_ask": request.actor.may(Permission.CASE_EXPORT),
    }
    return render(request, "intake/archive.html", values)


@require_safe
@needs(*READERS)
def file_page(request: ActingRequest, report_id: int) -> HttpResponse:
    """Show one complaint from the first word to the reply."""
    actor = request.actor
    file = tracking_file.of(actor, report_id, timezone.now())
    is_open = file.transfer is not None and file.transfer.standing.value in {"waiting", "late"}
    values = {
        "file": file,
        "form_word": _form_of(file.row),
        "state": STATES[file.row.state],
        "tone": STATE_TONES[file.row.state],
        "standing": STANDINGS[file.transfer.standing] if file.transfer else "",
        "standing_tone": STANDING_TONES[file.transfer.standing] if file.transfer else "",
        "verdict": VERDICTS[file.row.verdict] if file.row.verdict else "",
        "moments": moments(file.entries),
        "call_form": CallForm() if actor.may(Permission.INTAKE_REGISTER) else None,
        "may_return": is_open and actor.may(Permission.CASE_REGISTER),
    }
    return render(request, "intake/file.html", values)


@require_safe
@needs(*READERS)
def file_pdf(request: ActingRequest, report_id: int) -> HttpResponse:
    """Print the file of one complaint; the foot of every sheet says who printed it and when."""
    now = timezone.now()
    file = tracking_file.of(request.actor, report_id, now)
    data = printed(file, by=request.actor.name, at=now, form=_form_of(file.row), moments=moments(file.entries))
    content = print_out("intake/file", data, paper=Paper.A4, images=pictures_of(request.actor, file.entries))
    headers = {
        "Content-Disposition": f'inline; filename="{file.row.case_number}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Permission.CASE_EXPORT)
@submitted_once
def ask_release(request: ActingRequest) -> HttpResponse:
    """Ask for a file of the complaints that the archive shows."""
    _form, wanted = wanted_of(request)
    form = ReleaseForm(request.POST) if request.method == "POST" else ReleaseForm()
    if form.is_valid():
        try:
            releases.ask(by=request.actor, at=timezone.now(), wanted=wanted, reason=form.cleaned_data["reason"])
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("A second person is to agree; the file waits for you then."))
            return HttpResponseRedirect(reverse("intake:releases"))
    values = {
        "form": form,
        "title": _("Ask for a file"),
        "back": f"{reverse('intake:archive')}?{wanted.query}",
        "button": _("Ask"),
        "count": archive.matching(request.actor, wanted, timezone.now()).count(),
    }
    return render(request, "intake/form.html", values, status=422 if form.errors else 200)
