"""Unlock an account that was locked after failed logins: the security administrator's part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.db import transaction

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts.actions.guards import account, check_not_oneself
from gridwarden.platform.accounts.actions.second_factors import TRIES
from gridwarden.platform.api.models import Allowance
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@transaction.atomic
def unlock(*, by: Actor, at: datetime, user_id: int) -> None:
    """Forget the failures of an account, wherever they came from."""
    by.require(Permission.SECURITY_MANAGE)
    user = account(user_id, by=by)
    check_not_oneself(user, by=by)
    AccessAttempt.objects.filter(username=user.username).delete()
    keys = [f"login-account:{user.username.casefold()}", f"{TRIES.name}:{user.pk}"]
    Allowance.objects.filter(key__in=keys).delete()
    record(
        "account.unlocked",
        by=by,
        at=at,
        subject_type="account",
        subject_id=user.pk,
        district_id=by.district_id or user.district_id,
    )
