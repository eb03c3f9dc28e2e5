"""Issue and revoke tokens: the security administrator's part."""

from __future__ import annotations

import secrets
import string
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction

from gridwarden.platform.access import ADMINISTRATORS, Permission
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.api.auth import digest_of
from gridwarden.platform.api.models import ApiClient
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Forbidden, Invalid, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

_PREFIX_LENGTH = 8
_SECRET_BYTES = 32
_LETTERS = string.ascii_lowercase + string.digits


class ClientUnknown(NotFound):
    """There is no such client, or the actor may not know of it."""

    code = "client_unknown"


class NoTokenForAdministrators(Forbidden):
    """An administrator acts with a second factor, which a token does not have."""

    code = "no_token_for_administrators"


class ExpiryPast(Invalid):
    """The token would end before it begins."""

    code = "expiry_past"


@transaction.atomic
def issue(*, by: Actor, at: datetime, name: str, user_id: int, expires_at: datetime) -> tuple[ApiClient, str]:
    """Make a token for a program that acts as the account; return it with its client, it is not kept."""
    by.require(Permission.SECURITY_MANAGE)
    user = get_user_model().objects.filter(pk=user_id, is_active=True, district_id=by.district_id).first()
    if user is None or by.district_id is None:
        raise ClientUnknown("There is no such account.")
    if actor_of(user, at).roles & ADMINISTRATORS:
        raise NoTokenForAdministrators("An administrator's account has no tokens.")
    if expires_at <= at:
        raise ExpiryPast("The token would end before it begins.")
    prefix = "".join(secrets.choice(_LETTERS) for _ in range(_PREFIX_LENGTH))
    token = f"gw_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
    client = ApiClient.objects.create(
        name=name,
        user=user,
        prefix=prefix,
        digest=digest_of(token),
        created_at=at,
        created_by_id=by.user_id,
        expires_at=expires_at,
    )
    _tell("client.issued", client, by=by, at=at)
    return client, token


@transaction.atomic
def revoke(*, by: Actor, at: datetime, client_id: int) -> ApiClient:
    """End a token at once; ending it again changes nothing."""
    by.require(Permission.SECURITY_MANAGE)
    client = (
        ApiClient.objects.select_for_update(of=("self",))
        .filter(pk=client_id, user__district_id=by.district_id, user__district_id__isnull=False)
        .first()
    )
    if client is None:
        raise ClientUnknown("There is no such client.")
    if client.revoked_at is None:
        client.revoked_at, client.revoked_by_id = at, by.user_id
        client.save(update_fields=["revoked_at", "revoked_by_id"])
        _tell("client.revoked", client, by=by, at=at)
    return client


def _tell(what: str, client: ApiClient, *, by: Actor, at: datetime) -> None:
    record(
        what,
        by=by,
        at=at,
        subject_type="client",
        subject_id=client.pk,
        name=client.name,
        prefix=client.prefix,
        account=client.user_id,
        expires_at=client.expires_at.isoformat(),
    )
