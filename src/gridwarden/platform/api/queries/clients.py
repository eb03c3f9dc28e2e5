"""The clients that a security administrator looks after."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.platform.api.models import ApiClient
from gridwarden.platform.ui.paging import Page, page

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


class ClientState(StrEnum):
    """How a token stands."""

    ACTIVE = "active"
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientRow:
    """A client in the list."""

    id: int
    name: str
    prefix: str
    username: str
    state: ClientState
    expires_at: datetime
    last_used_at: datetime | None
    last_used_address: str


def clients(actor: Actor, *, at: datetime, cursor: str | None = None) -> Page[ClientRow]:
    """Return a page of the district's clients, the youngest first."""
    rows = ApiClient.objects.select_related("user").filter(
        user__district_id=actor.district_id, user__district_id__isnull=False
    )
    return page(rows, order=("-created_at", "-id"), cursor=cursor).map(lambda client: _row(client, at))


def _row(client: ApiClient, at: datetime) -> ClientRow:
    return ClientRow(
        id=client.pk,
        name=client.name,
        prefix=f"gw_{client.prefix}_…",
        username=client.user.username,
        state=_state(client, at),
        expires_at=client.expires_at,
        last_used_at=client.last_used_at,
        last_used_address=client.last_used_address or "",
    )


def _state(client: ApiClient, at: datetime) -> ClientState:
    if client.revoked_at is not None or not client.user.is_active:
        return ClientState.REVOKED
    return ClientState.EXPIRED if client.expires_at <= at else ClientState.ACTIVE
