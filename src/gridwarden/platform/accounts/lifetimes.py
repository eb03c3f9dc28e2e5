"""How long a session lives: away for so long, and in all for so long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import logout
from django.utils import timezone

from gridwarden.platform.access import ANONYMOUS, Role
from gridwarden.platform.accounts.addresses import client_address
from gridwarden.platform.accounts.sessions import ADDRESS, AGENT, BEGAN_AT, SEEN_AT

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from gridwarden.platform.accounts.requests import ActingRequest

#: Roles of the street; who holds only these works with a phone.
FIELD_ROLES = frozenset(
    {
        Role.INFORMATION_OFFICER,
        Role.ENFORCEMENT_OFFICER,
        Role.COMMUNITY_OFFICER,
        Role.SANITATION_WORKER,
        Role.MUNICIPAL_OFFICER,
        Role.FRONTAGE_HOLDER,
        Role.CONTRACTOR_OFFICER,
        Role.CHECKER,
    }
)
#: The session notes at most this often that somebody is there: a write for every request would tell no more.
TOUCH_EVERY = timedelta(minutes=1)
#: Requests that a page makes by itself carry this header and do not keep a session alive.
BACKGROUND_HEADER = "X-Background"


@dataclass(frozen=True, slots=True)
class Lifetime:
    """The two limits of a session."""

    idle: timedelta
    lasts: timedelta

    def is_over(self, *, began_at: datetime, seen_at: datetime, now: datetime) -> bool:
        """Return whether the session has ended by one of its limits."""
        return now - seen_at > self.idle or now - began_at > self.lasts


def lifetime_of(roles: frozenset[Role]) -> Lifetime:
    """Return the limits for somebody with ``roles``; one role at a desk makes them strict."""
    if roles and roles <= FIELD_ROLES:
        return Lifetime(settings.FIELD_SESSION_IDLE, settings.FIELD_SESSION_LASTS)
    return Lifetime(settings.SESSION_IDLE, settings.SESSION_LASTS)


class SessionLifeMiddleware:
    """End sessions that have outlived their limits, and note that the others are alive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        """Go on with the account, or without it when its session is over."""
        if request.user.is_authenticated:
            _look_after(request, timezone.now())
        return self.get_response(request)


def begin(request: HttpRequest, now: datetime) -> None:
    """Note at the login when, where and with what the session began."""
    session = request.session
    session[BEGAN_AT] = session[SEEN_AT] = int(now.timestamp())
    session[ADDRESS] = client_address(request)
    session[AGENT] = request.headers.get("User-Agent", "")[:200]


def _look_after(request: ActingRequest, now: datetime) -> None:
    session = request.session
    if SEEN_AT not in session:
        begin(request, now)
        return
    began_at, seen_at = (datetime.fromtimestamp(session[key], tz=now.tzinfo) for key in (BEGAN_AT, SEEN_AT))
    if now - seen_at < TOUCH_EVERY and now - began_at < settings.SESSION_LASTS:
        return
    lifetime = lifetime_of(request.actor.roles)
    if lifetime.is_over(began_at=began_at, seen_at=seen_at, now=now):
        logout(request)
        request.actor = ANONYMOUS
    elif not _is_background(request):
        session[SEEN_AT] = int(now.timestamp())
        session.set_expiry(lifetime.idle)


def _is_background(request: HttpRequest) -> bool:
    """Return whether a page asks by itself: it says so, or it loads itself anew without anybody having touched it.

    Browsers add ``Sec-Fetch-User`` to a navigation that a person began; a script's reload comes without.
    """
    sent = request.headers
    by_itself = sent.get("Sec-Fetch-Mode") == "navigate" and sent.get("Sec-Fetch-Site") == "same-origin"
    return BACKGROUND_HEADER in sent or (by_itself and "Sec-Fetch-User" not in sent)
