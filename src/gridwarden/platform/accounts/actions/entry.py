"""Come in and leave."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import authenticate, login, logout

from gridwarden.platform.access import ANONYMOUS, Actor
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.accounts.addresses import network_of
from gridwarden.platform.accounts.lifetimes import begin, lifetime_of
from gridwarden.platform.accounts.models import User
from gridwarden.platform.accounts.refusals import BadCredentials, LockedOut
from gridwarden.platform.accounts.sessions import SECOND_FACTOR
from gridwarden.platform.accounts.trail import note
from gridwarden.platform.api.limits import Limit, spend

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from gridwarden.platform.accounts.requests import ActingRequest

_WINDOW_S = int(timedelta(minutes=15).total_seconds())
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def check_password(request: HttpRequest, *, username: str, password: str, at: datetime) -> User:
    """Return the account that name and password belong to; refuse in the same words whatever is wrong.

    Allowances are spent before anything is hashed: a flood of tries costs the server nothing.
    """
    address = network_of(request)
    spend(Limit(name="login-address", uses=settings.LOGINS_PER_ADDRESS, per_s=_WINDOW_S), address, at=at)
    spend(Limit(name="login-account", uses=settings.LOGINS_PER_ACCOUNT, per_s=_WINDOW_S), username.casefold(), at=at)
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        return user
    locked = bool(getattr(request, "axes_locked_out", False))
    _note_failure(username, at, locked=locked)
    if locked:
        raise LockedOut("Too many failed attempts.")
    raise BadCredentials("User name and password do not fit.")


def _note_failure(username: str, at: datetime, *, locked: bool) -> None:
    """Record a failure; a name that nobody has is not kept, it may be a password typed into the wrong field.

    What the account may do is not looked up: the time that takes would tell that there is such an account.
    """
    user = User.objects.filter(username=username).first()
    note(
        "login.locked" if locked else "login.failed",
        by=ANONYMOUS if user is None else _named(user),
        at=at,
        known=user is not None,
    )


def _named(user: User) -> Actor:
    return Actor(name=user.display_name, user_id=user.pk, district_id=user.district_id)


def enter(request: ActingRequest, user: User, *, at: datetime, second_factor: bool) -> None:
    """Begin a session: a new id, its limits, and a row on the trail."""
    login(request, user, backend=MODEL_BACKEND)
    actor = actor_of(user, at)
    request.actor = actor
    begin(request, at)
    request.session[SECOND_FACTOR] = second_factor
    request.session.set_expiry(lifetime_of(actor.roles).idle)
    note("login.succeeded", by=actor, at=at, second_factor=second_factor)


def leave(request: ActingRequest, *, at: datetime) -> None:
    """End the session on the server."""
    if request.user.is_authenticated:
        note("logout", by=request.actor, at=at)
    logout(request)
