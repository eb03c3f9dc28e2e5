"""The page of the API's clients."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.api.actions import clients as actions
from gridwarden.platform.api.labels import STATES
from gridwarden.platform.api.queries.clients import ClientRow, ClientState, clients
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.numbers import key_of
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

_TONES = {ClientState.ACTIVE: "good", ClientState.EXPIRED: "warn"}
_USUAL_LIFE = timedelta(days=365)

COLUMNS: tuple[Column[ClientRow], ...] = (
    Column(label=gettext_lazy("Program"), value=lambda row: row.name),
    Column(label=gettext_lazy("Token"), value=lambda row: row.prefix, kind=Kind.CODE),
    Column(label=gettext_lazy("Acts as"), value=lambda row: row.username, kind=Kind.CODE),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: STATES[row.state],
        kind=Kind.BADGE,
        tone=lambda row: _TONES.get(row.state, ""),
    ),
    Column(label=gettext_lazy("Valid until"), value=lambda row: row.expires_at, kind=Kind.MOMENT, narrow=False),
    Column(label=gettext_lazy("Last used"), value=lambda row: row.last_used_at, kind=Kind.MOMENT, narrow=False),
    Column(label=gettext_lazy("Source address"), value=lambda row: row.last_used_address, kind=Kind.CODE, narrow=False),
)


class ClientForm(forms.Form):
    """A new client."""

    name = forms.CharField(label=gettext_lazy("Program"), max_length=60)
    username = forms.CharField(
        label=gettext_lazy("Acts as (user name)"),
        max_length=150,
        help_text=gettext_lazy("The program may do what this account may, never more."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    until = forms.DateField(
        label=gettext_lazy("Valid until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )


@needs(Permission.SECURITY_MANAGE)
@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """List the clients of the district."""
    found = clients(request.actor, at=timezone.now(), cursor=request.GET.get("cursor"))
    table = Table(
        columns=COLUMNS,
        rows=found.rows,
        caption=_("Programs that may call the API"),
        key=lambda row: row.id,
        params=request.GET.dict(),
        page=found,
    )
    return render(request, "api/index.html", {"table": table})


@needs(Permission.SECURITY_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: ActingRequest) -> HttpResponse:
    """Issue a token and show it once."""
    usual = timezone.localdate() + _USUAL_LIFE
    form = ClientForm(request.POST if request.method == "POST" else None, initial={"until": usual})
    if request.method == "POST" and form.is_valid():
        try:
            client, token = _issued(request, form)
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            return render(request, "api/issued.html", {"client": client, "token": token})
    return render(request, "api/create.html", {"form": form}, status=422 if form.is_bound else 200)


def _issued(request: ActingRequest, form: ClientForm) -> tuple[object, str]:
    user = get_user_model().objects.filter(username=form.cleaned_data["username"]).only("pk").first()
    end_of_day = datetime.combine(form.cleaned_data["until"], time.max, tzinfo=timezone.get_default_timezone())
    return actions.issue(
        by=request.actor,
        at=timezone.now(),
        name=form.cleaned_data["name"],
        user_id=user.pk if user else 0,
        expires_at=end_of_day,
    )


@needs(Permission.SECURITY_MANAGE)
@require_POST
def revoke(request: ActingRequest) -> HttpResponse:
    """End the selected tokens at once."""
    now = timezone.now()
    for client_id in map(key_of, request.POST.getlist("selected")):
        if client_id is not None:
            actions.revoke(by=request.actor, at=now, client_id=client_id)
    messages.success(request, _("The selected tokens have ended."))
    return redirect("api_clients:index")
