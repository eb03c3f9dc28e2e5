"""What administrators may touch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.access import ADMINISTRATORS
from gridwarden.platform.accounts.actors import actor_of
from gridwarden.platform.accounts.models import User
from gridwarden.platform.accounts.refusals import AccountUnknown, NotOnAdministrators, NotOnOneself

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


def account(user_id: int, *, by: Actor) -> User:
    """Return the account, locked; unknown to administrators of another district."""
    rows = User.objects.select_for_update().filter(pk=user_id)
    if not by.is_system:
        rows = rows.filter(district_id=by.district_id, district_id__isnull=False)
    user = rows.first()
    if user is None:
        raise AccountUnknown("There is no such account.")
    return user


def check_not_oneself(user: User, *, by: Actor) -> None:
    """Refuse to act on the own account: two people see what is done to credentials."""
    if user.pk == by.user_id:
        raise NotOnOneself("Nobody does this to the own account.")


def check_not_administrator(user: User, *, by: Actor, at: datetime) -> None:
    """Refuse to renew an administrator's credentials: the office could be taken over that way.

    The command line of the server acts as the system and may.
    """
    if not by.is_system and actor_of(user, at).roles & ADMINISTRATORS:
        raise NotOnAdministrators("An administrator's credentials are renewed on the server only.")
