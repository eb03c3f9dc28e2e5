"""The own account: password, second factor, sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.password_validation import password_validators_help_texts
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gridwarden.platform.accounts.actions import passwords, sessions
from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.accounts.obligations import must_use_second_factor
from gridwarden.platform.accounts.queries.accounts import sessions_of
from gridwarden.platform.accounts.web.agents import describe
from gridwarden.platform.accounts.web.forms import PasswordForm
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A session as its owner sees it."""

    handle: str
    device: str
    address: str
    began_at: datetime | None
    seen_at: datetime | None
    here: bool


@login_needed
@require_safe
def profile(request: ActingRequest) -> HttpResponse:
    """Show the own account."""
    user = request.user
    assert user.is_authenticated  # noqa: S101 - the decorator has seen to it; this tells the type checker
    places = [
        Place(
            handle=sessions.handle_of(row.key),
            device=describe(row.agent),
            address=row.address or "",
            began_at=row.began_at,
            seen_at=row.seen_at,
            here=row.key == request.session.session_key,
        )
        for row in sessions_of(user.pk, at=timezone.now())
    ]
    return render(
        request,
        "accounts/profile.html",
        {
            "account": user,
            "places": places,
            "must_use": must_use_second_factor(request.actor.roles),
            "codes_left": user.recovery_codes.filter(used_at=None).count(),
        },
    )


@login_needed
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: ActingRequest) -> HttpResponse:
    """Change the own password."""
    user = request.user
    assert user.is_authenticated  # noqa: S101
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = passwords.change(
                by=request.actor,
                at=timezone.now(),
                user_id=user.pk,
                present=form.cleaned_data["present"],
                new=form.cleaned_data["new"],
                keep_session=request.session.session_key,
            )
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            update_session_auth_hash(request, changed)
            messages.success(request, _("The password is changed. All other sessions have ended."))
            return redirect("accounts:profile")
    values = {"form": form, "rules": password_validators_help_texts(), "owed": user.must_change_password}
    return render(request, "accounts/password.html", values, status=422 if form.is_bound else 200)


@login_needed
@require_POST
def end_sessions(request: ActingRequest) -> HttpResponse:
    """End one of the own sessions, or all but this one."""
    now = timezone.now()
    handle = request.POST.get("session", "")
    if handle:
        sessions.end_one(by=request.actor, at=now, handle=handle)
    else:
        sessions.end_others(by=request.actor, at=now, keep=request.session.session_key or "")
    messages.success(request, _("The session has ended."))
    return redirect("accounts:profile")
