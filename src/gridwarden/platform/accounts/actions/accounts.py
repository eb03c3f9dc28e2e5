"""Open, disable and enable accounts: the system administrator's part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.actions.guards import account, check_not_oneself
from gridwarden.platform.accounts.actions.sessions import end_sessions
from gridwarden.platform.accounts.models import User
from gridwarden.platform.accounts.refusals import TAKEN, UsernameTaken
from gridwarden.platform.api.models import ApiClient
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@transaction.atomic
def open_account(
    *, by: Actor, at: datetime, username: str, display_name: str, phone: str = "", district_id: int | None = None
) -> User:
    """Open an account without a password and without any role; the security administrator gives both."""
    by.require(Permission.ACCOUNTS_MANAGE)
    district = district_id if district_id is not None else by.district_id
    user = User(username=username, display_name=display_name, phone=phone, district_id=district, date_joined=at)
    user.set_unusable_password()
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise UsernameTaken(TAKEN, username=TAKEN) from error
    record("account.opened", by=by, at=at, subject_type="account", subject_id=user.pk, district_id=district)
    return user


@transaction.atomic
def disable(*, by: Actor, at: datetime, user_id: int, reason: str) -> None:
    """Close an account at once: sessions and tokens end with it, and tokens do not come back."""
    by.require(Permission.ACCOUNTS_MANAGE)
    user = account(user_id, by=by)
    check_not_oneself(user, by=by)
    user.is_active = False
    user.save(update_fields=["is_active"])
    sessions = end_sessions(user.pk)
    clients = ApiClient.objects.filter(user=user, revoked_at=None).update(revoked_at=at, revoked_by_id=by.user_id)
    _tell("account.disabled", user, by=by, at=at, reason=reason, sessions=sessions, clients=clients)


@transaction.atomic
def enable(*, by: Actor, at: datetime, user_id: int) -> None:
    """Open a closed account again; its password is as it was."""
    by.require(Permission.ACCOUNTS_MANAGE)
    user = account(user_id, by=by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _tell("account.enabled", user, by=by, at=at)


def _tell(what: str, user: User, *, by: Actor, at: datetime, **data: str | int) -> None:
    record(what, by=by, at=at, subject_type="account", subject_id=user.pk, district_id=user.district_id, **data)
