"""Which district is meant, and which program asks."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.conf import settings

from gridwarden.intake.open311.faults import Fault
from gridwarden.intake.queries import terms
from gridwarden.platform.access import ADMINISTRATORS, Permission
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.accounts.addresses import network_of
from gridwarden.platform.api.auth import client_of
from gridwarden.platform.api.limits import Limit, spend

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from gridwarden.platform.access import Actor
    from gridwarden.platform.api.models import ApiClient

#: Keys that one network address may get wrong.
WRONG_KEYS = Limit(name="open311-key", uses=30, per_s=3600)


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that may report: its key, the account it acts as, and the district."""

    client: ApiClient
    actor: Actor
    district_id: int


def place_of(jurisdiction: str) -> int:
    """Return the district that ``jurisdiction_id`` names by its six digits; it may be left out where there is one."""
    if not jurisdiction.strip():
        every = terms.places()
        if len(every) != 1:
            raise Fault("jurisdiction_id was not provided.")
        return every[0].id
    try:
        return terms.place(jurisdiction.strip()).id
    except terms.NoSuchPlace:
        raise Fault(f"jurisdiction_id {jurisdiction} was not found.", status=HTTPStatus.NOT_FOUND) from None


def caller(request: HttpRequest, now: datetime) -> Caller:
    """Return who sends a request; a key is needed, and it must be one of the district's."""
    typed = request.POST.get("api_key", "")
    client = _known(request, typed, now)
    if client is None:
        raise Fault("api_key is missing." if not typed else "api_key is not valid.", status=HTTPStatus.FORBIDDEN)
    actor = actor_of(client.user, now)
    district_id = place_of(request.POST.get("jurisdiction_id", ""))
    if actor.roles & ADMINISTRATORS or actor.district_id != district_id or not actor.may(Permission.CASE_REPORT):
        raise Fault("api_key may not report here.", status=HTTPStatus.FORBIDDEN)
    spend(Limit(name="api", uses=settings.API_REQUESTS_PER_MINUTE, per_s=60), str(client.pk), at=now)
    return Caller(client, actor, district_id)


def client_behind(request: HttpRequest, now: datetime) -> ApiClient | None:
    """Return the program that reads, when it shows a key; a wrong key is refused rather than left unread."""
    typed = request.GET.get("api_key", "")
    if not typed:
        return None
    client = _known(request, typed, now)
    if client is None:
        raise Fault("api_key is not valid.", status=HTTPStatus.FORBIDDEN)
    return client


def _known(request: HttpRequest, typed: str, now: datetime) -> ApiClient | None:
    client = client_of(typed, now) if typed else None
    if typed and client is None:
        spend(WRONG_KEYS, network_of(request), at=now)
    return client
