"""Put logins and refused access on the audit trail, with the address they came from."""

from __future__ import annotations

import logging
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from gridwarden.platform.accounts.addresses import client_address
from gridwarden.platform.api.limits import Limit, TooMany, spend
from gridwarden.platform.audit.trail import asked_from, record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from gridwarden.platform.access import Actor
    from gridwarden.platform.accounts.requests import ActingRequest

logger = logging.getLogger(__name__)

#: Somebody who knocks on every door fills this many rows an hour, not the disk.
_REFUSALS = Limit(name="refusals", uses=120, per_s=int(timedelta(hours=1).total_seconds()))
_PATH_LENGTH = 200


class AccessTrailMiddleware:
    """Have every row tell the caller's address, and record requests refused for want of a permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: ActingRequest) -> HttpResponse:
        """Answer, and record a refusal outside the transaction that it ended."""
        with asked_from(client_address(request)):
            return self._answer(request)

    def _answer(self, request: ActingRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.FORBIDDEN:
            _record_refusal(request)
        return response


def _record_refusal(request: ActingRequest) -> None:
    now = timezone.now()
    try:
        spend(_REFUSALS, str(request.actor.user_id or client_address(request)), at=now)
    except TooMany:
        logger.warning("too many refused requests by %s", request.actor.user_id or client_address(request))
        return
    note(
        "access.refused",
        by=request.actor,
        at=now,
        method=str(request.method)[:10],
        path=request.path[:_PATH_LENGTH],
    )


@transaction.atomic
def note(action: str, *, by: Actor, at: datetime, user_id: int | None = None, **data: Any) -> None:
    """Record something about an account, in a transaction of its own."""
    record(
        action,
        by=by,
        at=at,
        subject_type="account",
        subject_id=user_id if user_id is not None else by.user_id,
        **data,
    )
