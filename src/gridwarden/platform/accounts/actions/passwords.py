"""Change a password, or give one out."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from gridwarden.platform.access import SYSTEM, Permission
from gridwarden.platform.accounts.actions.guards import account, check_not_administrator, check_not_oneself
from gridwarden.platform.accounts.actions.sessions import end_sessions
from gridwarden.platform.accounts.models import PastPassword, User
from gridwarden.platform.accounts.refusals import WRONG_PASSWORD, AccountClosed, PasswordWeak, PasswordWrong
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: Letters and digits that are not taken for each other on paper.
_ALPHABETS = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789")
_ISSUED_LENGTH = 12
_GROUP = 4


@transaction.atomic
def change(*, by: Actor, at: datetime, user_id: int, present: str, new: str, keep_session: str | None) -> User:
    """Change the own password; every other session ends."""
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.check_password(present):
        raise PasswordWrong(WRONG_PASSWORD, present=WRONG_PASSWORD)
    _set(user, new, at=at, must_change=False)
    end_sessions(user.pk, except_key=keep_session)
    record("password.changed", by=by, at=at, subject_type="account", subject_id=user.pk)
    return user


@transaction.atomic
def issue(*, by: Actor, at: datetime, user_id: int) -> str:
    """Give somebody a random password that must be changed at the next login; return it, it is not kept."""
    by.require(Permission.SECURITY_MANAGE)
    user = account(user_id, by=by)
    check_not_oneself(user, by=by)
    check_not_administrator(user, by=by, at=at)
    if not user.is_active:
        raise AccountClosed("The account is disabled.")
    password = _random()
    _set(user, password, at=at, must_change=True)
    end_sessions(user.pk)
    record("password.issued", by=by, at=at, subject_type="account", subject_id=user.pk)
    return password


@transaction.atomic
def give(*, at: datetime, user_id: int, password: str, must_change: bool) -> None:
    """Set a chosen password from the command line or a demonstration; the rules hold here too."""
    user = account(user_id, by=SYSTEM)
    _set(user, password, at=at, must_change=must_change)
    end_sessions(user.pk)
    record(
        "password.issued",
        by=SYSTEM,
        at=at,
        subject_type="account",
        subject_id=user.pk,
        district_id=user.district_id,
        must_change=must_change,
    )


def _set(user: User, password: str, *, at: datetime, must_change: bool) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordWeak(" ".join(error.messages), new=" ".join(error.messages)) from error
    if user.has_usable_password():
        PastPassword.objects.create(user=user, hash=user.password, replaced_at=at)
    user.set_password(password)
    user.must_change_password = must_change
    user.password_changed_at = at
    user.save(update_fields=["password", "must_change_password", "password_changed_at"])


def _random() -> str:
    """Return a password that every profile takes: three classes of characters, in groups that read aloud well."""
    letters = [secrets.choice(alphabet) for alphabet in _ALPHABETS]
    letters += [secrets.choice("".join(_ALPHABETS)) for _ in range(_ISSUED_LENGTH - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    groups = ["".join(letters[start : start + _GROUP]) for start in range(0, _ISSUED_LENGTH, _GROUP)]
    return "-".join(groups)
