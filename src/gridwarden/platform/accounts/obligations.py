"""What somebody must do before anything else: change an issued password, set up a second factor."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.shortcuts import redirect
from django.utils import timezone

from gridwarden.platform.access import ADMINISTRATORS, Role
from gridwarden.platform.accounts.sessions import SECOND_FACTOR
from gridwarden.platform.api.problems import answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from gridwarden.platform.accounts.models import User
    from gridwarden.platform.accounts.requests import ActingRequest


class Obligation(StrEnum):
    """What is owed; the value is the name of the page where it is done."""

    PASSWORD = "accounts:password"  # noqa: S105 - the name of a page
    SECOND_FACTOR = "accounts:second_factor"


#: Pages that stay open to those who owe something.
_OPEN = frozenset(
    {
        "accounts:password",
        "accounts:second_factor",
        "accounts:recovery_codes",
        "accounts:login",
        "accounts:code",
        "accounts:logout",
        "ui:language",
    }
)


def must_use_second_factor(roles: frozenset[Role]) -> bool:
    """Return whether somebody with ``roles`` must show a second factor."""
    return bool(roles & (ADMINISTRATORS | {Role(role) for role in settings.SECOND_FACTOR_ROLES}))


def owed(user: User, roles: frozenset[Role], at: datetime) -> Obligation | None:
    """Return what ``user`` must do first."""
    if user.must_change_password or _is_old(user, at):
        return Obligation.PASSWORD
    if user.second_factor_at is None and must_use_second_factor(roles):
        return Obligation.SECOND_FACTOR
    return None


def _is_old(user: User, at: datetime) -> bool:
    max_age = settings.PASSWORD_MAX_AGE
    return bool(max_age and user.password_changed_at and at - user.password_changed_at > max_age)


class ObligationsMiddleware:
    """Let somebody who owes something reach nothing else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the work happens in ``process_view``."""
        return self.get_response(request)

    def process_view(
        self, request: ActingRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Send the caller to what is owed, or let the request through."""
        if not request.user.is_authenticated or _is_open(request):
            return None
        user = request.user
        if user.second_factor_at is not None and not request.session.get(SECOND_FACTOR):
            # The factor was set up elsewhere after this session began: it has not shown it.
            logout(request)
            return redirect(settings.LOGIN_URL)
        obligation = owed(user, request.actor.roles, timezone.now())
        return None if obligation is None else _sent_to(obligation, request)


def _is_open(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name in _OPEN


def _sent_to(obligation: Obligation, request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/"):
        return answer(
            403, code=obligation.name.lower() + "_owed", detail="Log in to the pages and do first what is owed."
        )
    return redirect(obligation.value)
