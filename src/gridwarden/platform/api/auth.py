"""Who calls: somebody with a session, or a program with a token."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from ninja.security import HttpBearer
from ninja.security.apikey import APIKeyCookie

from gridwarden.platform.access import ADMINISTRATORS
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.accounts.addresses import client_address
from gridwarden.platform.api.limits import Limit, spend
from gridwarden.platform.api.models import ApiClient
from gridwarden.platform.refusals import Forbidden

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

#: The last use is written down at most this often; a write for every request would cost more than it tells.
_LAST_USE_EVERY = timedelta(minutes=1)


class CsrfFailed(Forbidden):
    """A page of another site may have sent this: the CSRF token is missing or wrong."""

    code = "csrf_failed"


class BearerToken(HttpBearer):
    """A program shows its token in ``Authorization: Bearer``."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiClient | None:
        """Return the client and let the request act as its account; None when the token is not good."""
        now = timezone.now()
        client = client_of(token, now)
        if client is None:
            return None
        actor = actor_of(client.user, now)
        if actor.roles & ADMINISTRATORS:
            return None
        spend(Limit(name="api", uses=settings.API_REQUESTS_PER_MINUTE, per_s=60), str(client.pk), at=now)
        _note_use(client, client_address(request), now)
        request.user = client.user
        request.actor = actor  # type: ignore[attr-defined]
        return client


class Session(APIKeyCookie):
    """A person is logged in; unsafe methods need the CSRF token as everywhere."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)

    def __call__(self, request: HttpRequest) -> Any | None:
        """Return the account, unless the caller chose to show a token: a bad one must not fall back."""
        if request.headers.get("Authorization") or not request.user.is_authenticated:
            return None
        reason = _CsrfCheck(lambda _request: HttpResponse()).reason(request)
        if reason:
            raise CsrfFailed(reason)
        return request.user

    def authenticate(self, request: HttpRequest, key: str | None) -> Any | None:
        """Return the logged-in account."""
        return request.user if request.user.is_authenticated else None


class _CsrfCheck(CsrfViewMiddleware):
    """Django's check, that tells the reason instead of rendering a page."""

    def reason(self, request: HttpRequest) -> str:
        """Return why the request is refused, empty when it is not."""
        request.csrf_processing_done = False  # type: ignore[attr-defined] # routes are exempt, so it has not run
        self.process_request(request)
        refused = self.process_view(request, lambda _request: HttpResponse(), (), {})
        return refused.content.decode() if refused else ""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason)


def client_of(token: str, at: datetime) -> ApiClient | None:
    """Return the client whose token this is, when it and its account are good at that moment."""
    prefix, _, _ = token.removeprefix("gw_").partition("_")
    client = (
        ApiClient.objects.select_related("user")
        .filter(Q(revoked_at=None), prefix=prefix[:12], expires_at__gt=at, user__is_active=True)
        .first()
    )
    if client is None or not hmac.compare_digest(bytes(client.digest), digest_of(token)):
        return None
    return client


def digest_of(token: str) -> bytes:
    """Return what is kept of a token. It is random and long, so a plain hash cannot be guessed back."""
    return hashlib.sha256(token.encode()).digest()


def _note_use(client: ApiClient, address: str, at: datetime) -> None:
    if client.last_used_at is not None and at - client.last_used_at < _LAST_USE_EVERY:
        return
    ApiClient.objects.filter(pk=client.pk).update(last_used_at=at, last_used_address=address)
