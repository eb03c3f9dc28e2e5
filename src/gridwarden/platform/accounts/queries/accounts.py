"""The accounts that an administrator looks after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q

from gridwarden.platform.accounts.models import Session, User
from gridwarden.platform.accounts.refusals import AccountUnknown
from gridwarden.platform.ui.paging import Page, page

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor

#: An account nobody used for so long is reported (GB/T 22239-2019 8.1.4.2: no superfluous accounts).
DORMANT_AFTER = timedelta(days=90)


class AccountState(StrEnum):
    """How an account stands."""

    ACTIVE = "active"
    DISABLED = "disabled"
    LOCKED = "locked"
    UNISSUED = "unissued"
    DORMANT = "dormant"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """An account in the list."""

    id: int
    username: str
    name: str
    state: AccountState
    second_factor: bool
    last_login: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One of somebody's sessions."""

    key: str
    began_at: datetime | None
    seen_at: datetime | None
    address: str | None
    agent: str


def visible_to(actor: Actor) -> QuerySet[User]:
    """Return the accounts of the actor's district."""
    if actor.is_system:
        return User.objects.all()
    return User.objects.filter(district_id=actor.district_id, district_id__isnull=False)


def accounts(
    actor: Actor, *, at: datetime, text: str = "", state: AccountState | None = None, cursor: str | None = None
) -> Page[AccountRow]:
    """Return a page of accounts by user name."""
    rows = _with_lock(visible_to(actor), at)
    if text:
        rows = rows.filter(Q(username__icontains=text) | Q(display_name__icontains=text))
    if state is not None:
        rows = rows.filter(_condition(state, at))
    return page(rows, order=("username", "id"), cursor=cursor).map(lambda user: _row(user, at))


def account(actor: Actor, user_id: int, *, at: datetime) -> AccountRow:
    """Return one account."""
    user = _with_lock(visible_to(actor), at).filter(pk=user_id).first()
    if user is None:
        raise AccountUnknown("There is no such account.")
    return _row(user, at)


def sessions_of(user_id: int, *, at: datetime) -> list[SessionRow]:
    """Return the living sessions of an account, the latest first."""
    rows = Session.objects.filter(user_id=user_id, expire_date__gt=at).order_by("-seen_at", "session_key")
    return [
        SessionRow(
            key=row.session_key, began_at=row.began_at, seen_at=row.seen_at, address=row.address, agent=row.agent
        )
        for row in rows
    ]


def _with_lock(rows: QuerySet[User], at: datetime) -> QuerySet[User]:
    failures = AccessAttempt.objects.filter(
        username=OuterRef("username"),
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT,
        attempt_time__gt=at - settings.AXES_COOLOFF_TIME,
    )
    return rows.annotate(is_locked=Exists(failures))


def _condition(state: AccountState, at: datetime) -> Q:
    unissued = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    dormant = Q(last_login__lt=at - DORMANT_AFTER) | Q(last_login=None, date_joined__lt=at - DORMANT_AFTER)
    return {
        AccountState.ACTIVE: Q(is_active=True) & ~unissued,
        AccountState.DISABLED: Q(is_active=False),
        AccountState.LOCKED: Q(is_locked=True),
        AccountState.UNISSUED: Q(is_active=True) & unissued,
        AccountState.DORMANT: Q(is_active=True) & dormant,
    }[state]


def _row(user: User, at: datetime) -> AccountRow:
    return AccountRow(
        id=user.pk,
        username=user.username,
        name=user.display_name,
        state=_state(user, at),
        second_factor=user.second_factor_at is not None,
        last_login=user.last_login,
    )


def _state(user: User, at: datetime) -> AccountState:
    if not user.is_active:
        return AccountState.DISABLED
    if getattr(user, "is_locked", False):
        return AccountState.LOCKED
    if not user.has_usable_password():
        return AccountState.UNISSUED
    if (user.last_login or user.date_joined) < at - DORMANT_AFTER:
        return AccountState.DORMANT
    return AccountState.ACTIVE
