"""Guards of pages: who may open them."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import resolve_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http.response import HttpResponseBase

    from gridwarden.platform.access import Permission
    from gridwarden.platform.accounts.requests import ActingRequest

P = ParamSpec("P")


def login_needed(
    view: Callable[Concatenate[ActingRequest, P], HttpResponseBase],
) -> Callable[Concatenate[ActingRequest, P], HttpResponseBase]:
    """Send visitors without an account to the login page and back again."""

    @wraps(view)
    def guarded(request: ActingRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to_login(request)
        return view(request, *args, **kwargs)

    return guarded


def needs(
    permission: Permission, *others: Permission
) -> Callable[
    [Callable[Concatenate[ActingRequest, P], HttpResponseBase]],
    Callable[Concatenate[ActingRequest, P], HttpResponseBase],
]:
    """Let only actors open the page who hold ``permission`` (or one of ``others``).

    Visitors go to the login page; everybody else without it gets the refusal page with status 403.
    """
    wanted = (permission, *others)

    def decorate(
        view: Callable[Concatenate[ActingRequest, P], HttpResponseBase],
    ) -> Callable[Concatenate[ActingRequest, P], HttpResponseBase]:
        @login_needed
        @wraps(view)
        def guarded(request: ActingRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not any(request.actor.may(one) for one in wanted):
                request.actor.require(permission)
            return view(request, *args, **kwargs)

        return _marked(guarded, wanted)

    return decorate


def _marked(view: Any, wanted: tuple[Permission, ...]) -> Any:
    """Leave the permissions on the view, so that tests can list who may open what."""
    view.needs = wanted
    return view


def _to_login(request: ActingRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        # A redirect would be swapped into the fragment; this makes htmx load the login page.
        return HttpResponse(status=401, headers={"HX-Redirect": resolve_url(settings.LOGIN_URL)})
    return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
