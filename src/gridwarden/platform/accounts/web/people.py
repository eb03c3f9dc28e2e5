"""The pages of the administrators who look after accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.actions import accounts as accounts_actions
from gridwarden.platform.accounts.actions import lockouts, passwords, second_factors
from gridwarden.platform.accounts.decorators import needs
from gridwarden.platform.accounts.labels import STATES
from gridwarden.platform.accounts.queries.accounts import AccountRow, AccountState, account, accounts
from gridwarden.platform.accounts.web.forms import DisableForm, OpenForm
from gridwarden.platform.api.forms import submitted_once
from gridwarden.platform.refusals import Refusal
from gridwarden.platform.ui.refusals import onto_form
from gridwarden.platform.ui.tables import Column, Kind, Table

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

_TONES = {
    AccountState.ACTIVE: "good",
    AccountState.LOCKED: "bad",
    AccountState.DORMANT: "warn",
    AccountState.UNISSUED: "info",
}

COLUMNS: tuple[Column[AccountRow], ...] = (
    Column(
        label=gettext_lazy("User name"),
        value=lambda row: row.username,
        kind=Kind.CODE,
        href=lambda row: reverse("accounts:detail", args=(row.id,)),
    ),
    Column(label=gettext_lazy("Person's name"), value=lambda row: row.name),
    Column(
        label=gettext_lazy("State"),
        value=lambda row: STATES[row.state],
        kind=Kind.BADGE,
        tone=lambda row: _TONES.get(row.state, ""),
    ),
    Column(
        label=gettext_lazy("Second factor"), value=lambda row: _("set up") if row.second_factor else "—", narrow=False
    ),
    Column(label=gettext_lazy("Last login"), value=lambda row: row.last_login, kind=Kind.MOMENT, narrow=False),
)


@needs(Permission.ACCOUNTS_MANAGE, Permission.SECURITY_MANAGE)
@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """List the accounts of the district."""
    state = request.GET.get("state", "")
    text = request.GET.get("q", "").strip()[:60]
    found = accounts(
        request.actor,
        at=timezone.now(),
        text=text,
        state=AccountState(state) if state in set(AccountState) else None,
        cursor=request.GET.get("cursor"),
    )
    table = Table(
        columns=COLUMNS,
        rows=found.rows,
        caption=_("Accounts"),
        params=request.GET.dict(),
        page=found,
    )
    may_create = request.actor.may(Permission.ACCOUNTS_MANAGE)
    values = {"table": table, "states": STATES, "state": state, "q": text, "may_create": may_create}
    return render(request, "accounts/index.html", values)


@needs(Permission.ACCOUNTS_MANAGE, Permission.SECURITY_MANAGE)
@require_safe
def detail(request: ActingRequest, user_id: int) -> HttpResponse:
    """Show one account with what this administrator may do to it."""
    return _detail(request, user_id, DisableForm())


def _detail(request: ActingRequest, user_id: int, form: DisableForm, status: int = 200) -> HttpResponse:
    row = account(request.actor, user_id, at=timezone.now())
    values = {
        "account": row,
        "state": STATES[row.state],
        "tone": _TONES.get(row.state, ""),
        "form": form,
        "manages": request.actor.may(Permission.ACCOUNTS_MANAGE) and row.id != request.actor.user_id,
        "secures": request.actor.may(Permission.SECURITY_MANAGE) and row.id != request.actor.user_id,
    }
    return render(request, "accounts/detail.html", values, status=status)


@needs(Permission.ACCOUNTS_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
@submitted_once
def create(request: ActingRequest) -> HttpResponse:
    """Open an account."""
    form = OpenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accounts_actions.open_account(by=request.actor, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            onto_form(form, refusal)
        else:
            messages.success(request, _("The account is open. The security administrator gives it a password."))
            return redirect("accounts:detail", user.pk)
    return render(request, "accounts/create.html", {"form": form}, status=422 if form.is_bound else 200)


@needs(Permission.ACCOUNTS_MANAGE)
@require_POST
def disable(request: ActingRequest, user_id: int) -> HttpResponse:
    """Close an account at once."""
    form = DisableForm(request.POST)
    if not form.is_valid():
        return _detail(request, user_id, form, 422)
    accounts_actions.disable(by=request.actor, at=timezone.now(), user_id=user_id, reason=form.cleaned_data["reason"])
    messages.success(request, _("The account is disabled; its sessions and tokens have ended."))
    return redirect("accounts:detail", user_id)


@needs(Permission.ACCOUNTS_MANAGE)
@require_POST
def enable(request: ActingRequest, user_id: int) -> HttpResponse:
    """Open a closed account again."""
    accounts_actions.enable(by=request.actor, at=timezone.now(), user_id=user_id)
    messages.success(request, _("The account is enabled."))
    return redirect("accounts:detail", user_id)


@needs(Permission.SECURITY_MANAGE)
@require_POST
def unlock(request: ActingRequest, user_id: int) -> HttpResponse:
    """Forget the failed logins of an account."""
    lockouts.unlock(by=request.actor, at=timezone.now(), user_id=user_id)
    messages.success(request, _("The account is unlocked."))
    return redirect("accounts:detail", user_id)


@needs(Permission.SECURITY_MANAGE)
@require_POST
def reset_second_factor(request: ActingRequest, user_id: int) -> HttpResponse:
    """Take away a second factor whose phone is lost."""
    second_factors.reset(by=request.actor, at=timezone.now(), user_id=user_id)
    messages.success(request, _("The second factor is taken away; all sessions have ended."))
    return redirect("accounts:detail", user_id)


@needs(Permission.SECURITY_MANAGE)
@require_POST
def issue_password(request: ActingRequest, user_id: int) -> HttpResponse:
    """Give out a password and show it once."""
    password = passwords.issue(by=request.actor, at=timezone.now(), user_id=user_id)
    row = account(request.actor, user_id, at=timezone.now())
    return render(request, "accounts/issued.html", {"account": row, "password": password})
