"""Guards of pages: who may open them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import resolve_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from gridwarden.platform.access import Permission
    from gridwarden.platform.accounts.requests import ActingRequest

V = TypeVar("V", bound="Callable[..., HttpResponseBase]")


def login_needed(view: V) -> V:
    """Send visitors without an account to the login page and back again."""

    @wraps(view)
    def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_login(request)
        return view(request, *args, **kwargs)

    guarded.needs = ()  # type: ignore[attr-defined] # read by the test that lists who may open what
    return cast("V", guarded)


def needs(permission: Permission, *others: Permission) -> Callable[[V], V]:
    """Let only actors open the page who hold ``permission`` (or one of ``others``).

    Visitors go to the login page; everybody else without it gets the refusal page with status 403.
    """
    wanted = (permission, *others)

    def decorate(view: V) -> V:
        @wraps(view)
        def guarded(request: ActingRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not any(request.actor.may(one) for one in wanted):
                request.actor.require(permission)
            return view(request, *args, **kwargs)

        outer = login_needed(guarded)
        outer.needs = wanted  # type: ignore[attr-defined]
        return cast("V", outer)

    return decorate


def _to_login(request: ActingRequest) -> HttpResponse:
    login_page = resolve_url(settings.LOGIN_URL)
    if request.headers.get("HX-Request"):
        # A redirect would be swapped into the fragment; this makes htmx load the login page.
        return HttpResponse(status=401, headers={"HX-Redirect": login_page})
    return redirect_to_login(request.get_full_path(), login_page)
