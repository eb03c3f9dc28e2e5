"""Set up a second factor."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import segno
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gridwarden.platform.accounts import totp
from gridwarden.platform.accounts.actions import second_factors
from gridwarden.platform.accounts.decorators import login_needed
from gridwarden.platform.accounts.obligations import must_use_second_factor
from gridwarden.platform.accounts.sessions import SECOND_FACTOR
from gridwarden.platform.accounts.web.forms import ConfirmForm, EnrolForm, ReplaceForm
from gridwarden.platform.api.limits import TooMany
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from django.http import HttpResponse

    from gridwarden.platform.accounts.models import User
    from gridwarden.platform.accounts.requests import ActingRequest


@login_needed
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def set_up(request: ActingRequest) -> HttpResponse:
    """Show the QR code and take its first code."""
    user = request.user
    assert user.is_authenticated  # noqa: S101 - the decorator has seen to it; this tells the type checker
    form = (ReplaceForm if user.second_factor_at else EnrolForm)(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factors.confirm(
                by=request.actor,
                at=timezone.now(),
                user_id=user.pk,
                code=form.cleaned_data["code"],
                password=form.cleaned_data.get("password"),
                keep_session=request.session.session_key,
            )
        except (Invalid, TooMany) as refusal:
            onto_form(form, refusal)
        else:
            request.session[SECOND_FACTOR] = True
            messages.success(request, _("The second factor is set up."))
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
    secret = second_factors.propose(user_id=user.pk)
    owed = user.second_factor_at is None and must_use_second_factor(request.actor.roles)
    values = {"form": form, "qr": _qr(user, secret), "secret": _grouped(secret), "owed": owed}
    return render(request, "accounts/second_factor.html", values, status=422 if form.is_bound else 200)


@login_needed
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: ActingRequest) -> HttpResponse:
    """Make fresh recovery codes and show them once."""
    user = request.user
    assert user.is_authenticated  # noqa: S101
    if user.second_factor_at is None:
        return redirect("accounts:second_factor")
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            codes = second_factors.renew_recovery_codes(
                by=request.actor, at=timezone.now(), user_id=user.pk, password=form.cleaned_data["password"]
            )
        except Invalid as refusal:
            onto_form(form, refusal)
        else:
            return render(request, "accounts/recovery_codes.html", {"codes": codes})
    return render(request, "accounts/renew_codes.html", {"form": form}, status=422 if form.is_bound else 200)


def _qr(user: User, secret: str) -> SafeString:
    """Return the QR code as an SVG that stands in the page: nothing is fetched and nothing is kept."""
    text = totp.address(secret, username=user.username, issuer=_("Gridwarden"))
    out = io.BytesIO()
    segno.make(text, error="l").save(
        out,
        kind="svg",
        scale=5,
        border=3,
        light="#ffffff",
        dark="#0f172a",
        xmldecl=False,
        svgclass="gw-qr",
        lineclass=None,
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn here, from our own address


def _grouped(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
