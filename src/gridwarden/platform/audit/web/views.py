"""The page of the audit administrator."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.audit.actions.verification import verify as verify_chain
from gridwarden.platform.audit.labels import ACTIONS, FAULTS
from gridwarden.platform.audit.queries.entries import EntryRow, Wanted, all_entries, entries
from gridwarden.platform.audit.trail import record
from gridwarden.platform.ui import exports
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from gridwarden.platform.accounts.requests import ActingRequest

COLUMNS: tuple[Column[EntryRow], ...] = (
    Column(label=gettext_lazy("No."), value=lambda row: row.seq, kind=Kind.NUMBER),
    Column(label=gettext_lazy("When"), value=lambda row: row.at, kind=Kind.MOMENT),
    Column(label=gettext_lazy("Who"), value=lambda row: row.who),
    Column(label=gettext_lazy("What was done"), value=lambda row: row.what),
    Column(label=gettext_lazy("Action code"), value=lambda row: row.action, kind=Kind.CODE, on_page=False),
    Column(label=gettext_lazy("Subject"), value=lambda row: row.subject, kind=Kind.CODE, narrow=False),
    Column(label=gettext_lazy("Source address"), value=lambda row: row.source, kind=Kind.CODE, narrow=False),
    Column(label=gettext_lazy("Details"), value=lambda row: row.detail, narrow=False),
)


class FilterForm(forms.Form):
    """What is looked for; nonsense in the address counts as nothing said."""

    text = forms.CharField(label=gettext_lazy("Name or address"), max_length=60, required=False)
    action = forms.ChoiceField(label=gettext_lazy("What was done"), required=False)
    first_day = forms.DateField(
        label=gettext_lazy("From day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    last_day = forms.DateField(
        label=gettext_lazy("To day"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    subject_type = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    subject_id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    stray = forms.BooleanField(label=gettext_lazy("Rows of no district"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        choices = [("", _("All")), *sorted(ACTIONS.items(), key=lambda pair: str(pair[1]))]
        self.fields["action"] = forms.ChoiceField(label=_("What was done"), required=False, choices=choices)

    def wanted(self) -> Wanted:
        """Return what is looked for."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value not in ("", None)})


@needs(Permission.AUDIT_SEE)
@require_safe
def index(request: ActingRequest) -> HttpResponseBase:
    """Show the trail, or give it out as a file."""
    form = FilterForm(request.GET)
    wanted = form.wanted()
    kind = exports.asked(request)
    if kind:
        _record_export(request, wanted, kind)
        return exports.answer(kind, _("Audit trail"), COLUMNS, all_entries(request.actor, wanted))
    return _page(request, form, wanted)


def _page(request: ActingRequest, form: FilterForm, wanted: Wanted) -> HttpResponse:
    found = entries(request.actor, wanted, cursor=request.GET.get("cursor"))
    table = Table(columns=COLUMNS, rows=found.rows, caption=_("Audit trail"), params=request.GET.dict(), page=found)
    return render(request, "audit/index.html", {"table": table, "form": form})


@needs(Permission.AUDIT_SEE)
@require_POST
def verify(request: ActingRequest) -> HttpResponse:
    """Verify the district's chain now and say what was found."""
    (verdict,) = verify_chain(request.actor.district_id or 0)
    faults = [(found.seq, FAULTS[found.fault]) for found in verdict.faults]
    return render(request, "audit/verdict.html", {"verdict": verdict, "faults": faults})


@transaction.atomic
def _record_export(request: ActingRequest, wanted: Wanted, kind: str) -> None:
    """Taking the trail away is itself on the trail."""
    filters = {
        name: str(value) for name in Wanted.__slots__ if (value := getattr(wanted, name)) not in ("", None, False)
    }
    record(
        "audit.exported",
        by=request.actor,
        at=timezone.now(),
        subject_type="audit",
        subject_id=None,
        kind=kind,
        filters=filters,
    )
