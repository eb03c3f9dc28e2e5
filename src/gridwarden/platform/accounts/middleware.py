"""Put the acting person on every request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from gridwarden.platform.access import ANONYMOUS, Actor
from gridwarden.platform.accounts.actors import actor_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse


class ActorMiddleware:
    """Set ``request.actor``, built on first use from the logged-in user."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Attach the lazy actor and go on."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return actor_of(request.user, timezone.now())
