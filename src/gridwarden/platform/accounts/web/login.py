"""Come in with a password and, where one is set up, a second factor; and leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from gridwarden.platform.accounts.actions import entry, second_factors
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.accounts.models import User
from gridwarden.platform.accounts.refusals import CodeWrong
from gridwarden.platform.accounts.trail import note
from gridwarden.platform.accounts.web.forms import CodeForm, LoginForm
from gridwarden.platform.api.limits import TooMany
from gridwarden.platform.refusals import Invalid, Refusal
from gridwarden.platform.ui.refusals import onto_form

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

#: Between password and code somebody may look for the phone, not go for lunch.
HALFWAY = timedelta(minutes=5)
_HALFWAY_KEY = "halfway_in"
#: What a browser forgets at the logout: pages and photos that other people of the same computer must not find. Its
#: storage stays, because reports that could not be sent yet wait there for their author.
_FORGET = '"cache"'


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def login(request: ActingRequest) -> HttpResponse:
    """Ask for name and password."""
    if request.user.is_authenticated:
        return redirect(_target(request))
    form = LoginForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "accounts/login.html", form, 422 if request.method == "POST" else 200)
    now = timezone.now()
    try:
        user = entry.check_password(
            request, username=form.cleaned_data["username"], password=form.cleaned_data["password"], at=now
        )
    except (Invalid, TooMany) as refusal:
        return _refused(request, "accounts/login.html", form, refusal)
    if user.second_factor_at is not None:
        return _halfway(request, user)
    entry.enter(request, user, at=now, second_factor=False)
    return redirect(_target(request))


def _halfway(request: ActingRequest, user: User) -> HttpResponse:
    """Keep who has shown a password, without letting in."""
    request.session.flush()
    request.session[_HALFWAY_KEY] = {
        "user": user.pk,
        "hash": user.get_session_auth_hash(),
        "until": int((timezone.now() + HALFWAY).timestamp()),
        "next": _target(request),
    }
    request.session.set_expiry(HALFWAY)
    return redirect("accounts:code")


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: ActingRequest) -> HttpResponse:
    """Ask for the second factor."""
    user = _halfway_in(request)
    if user is None:
        return redirect("accounts:login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, "accounts/code.html", form, 422 if request.method == "POST" else 200)
    now = timezone.now()
    try:
        second_factors.use(at=now, user_id=user.pk, code=form.cleaned_data["code"])
    except (CodeWrong, TooMany) as refusal:
        note("second_factor.failed", by=actor_of(user, now), at=now)
        return _refused(request, "accounts/code.html", form, refusal)
    target = str(request.session.pop(_HALFWAY_KEY)["next"])
    entry.enter(request, user, at=now, second_factor=True)
    return redirect(target)


def _halfway_in(request: ActingRequest) -> User | None:
    """Return who has shown a password minutes ago and has not changed it since."""
    kept = cast("dict[str, Any] | None", request.session.get(_HALFWAY_KEY))
    if kept is None or kept["until"] < timezone.now().timestamp():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or not constant_time_compare(user.get_session_auth_hash(), kept["hash"]):
        return None
    return user


@require_POST
def logout(request: ActingRequest) -> HttpResponse:
    """End the session here and on the server."""
    entry.leave(request, at=timezone.now())
    response = redirect("accounts:login")
    response["Clear-Site-Data"] = _FORGET
    return response


def _target(request: ActingRequest) -> str:
    """Return where to go after the login: never to another site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if own else resolve_url(settings.LOGIN_REDIRECT_URL)


def _refused(request: ActingRequest, template: str, form: Form, refusal: Refusal) -> HttpResponse:
    onto_form(form, refusal)
    response = _page(request, template, form, refusal.status)
    if isinstance(refusal, TooMany):
        response["Retry-After"] = str(refusal.retry_after_s)
    return response


def _page(request: ActingRequest, template: str, form: Form, status: int) -> HttpResponse:
    return render(request, template, {"form": form, "next": _target(request)}, status=status)
