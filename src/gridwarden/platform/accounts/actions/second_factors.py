"""Set up, use and take away a second factor."""

from __future__ import annotations

import base64
import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.access import Permission
from gridwarden.platform.accounts import totp
from gridwarden.platform.accounts.actions.guards import account, check_not_administrator, check_not_oneself
from gridwarden.platform.accounts.actions.sessions import end_sessions
from gridwarden.platform.accounts.models import RecoveryCode, SecondFactor, User
from gridwarden.platform.accounts.refusals import WRONG_CODE, WRONG_PASSWORD, CodeWrong, PasswordWrong
from gridwarden.platform.api.limits import Limit, spend
from gridwarden.platform.audit.trail import record
from gridwarden.platform.sealing import blind_index, seal, unseal

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

RECOVERY_CODES = 10
_CODE_BYTES = 5
#: A code has a million values and three of them fit: so few tries leave no chance.
TRIES = Limit(name="second-factor", uses=10, per_s=900)


def propose(*, user_id: int) -> str:
    """Return the secret to be shown as a QR code: the one proposed before, or a fresh one."""
    factor, _ = SecondFactor.objects.get_or_create(user_id=user_id)
    if factor.pending:
        return unseal(bytes(factor.pending), place=_place(user_id))
    secret = totp.new_secret()
    SecondFactor.objects.filter(pk=factor.pk).update(pending=seal(secret, place=_place(user_id)))
    return secret


def confirm(
    *, by: Actor, at: datetime, user_id: int, code: str, keep_session: str | None, password: str | None = None
) -> list[str]:
    """Take the proposed secret into use once its first code has been shown; return fresh recovery codes.

    Replacing a factor that is in use takes the password. Other sessions end: they have not shown it.
    """
    spend(TRIES, str(user_id), at=at)
    return _confirm(by=by, at=at, user_id=user_id, code=code, keep_session=keep_session, password=password)


@transaction.atomic
def _confirm(
    *, by: Actor, at: datetime, user_id: int, code: str, keep_session: str | None, password: str | None
) -> list[str]:
    user = User.objects.select_for_update().get(pk=user_id)
    if user.second_factor_at is not None and not user.check_password(password or ""):
        raise PasswordWrong(WRONG_PASSWORD, password=WRONG_PASSWORD)
    factor = SecondFactor.objects.select_for_update().get(user_id=user_id)
    secret = unseal(bytes(factor.pending), place=_place(user_id))
    step = totp.matching_step(secret, _digits(code), at=at, after=0) if secret else None
    if step is None:
        raise CodeWrong(WRONG_CODE, code=WRONG_CODE)
    factor.secret, factor.pending, factor.last_step = factor.pending, b"", step
    factor.save(update_fields=["secret", "pending", "last_step"])
    user.second_factor_at = at
    user.save(update_fields=["second_factor_at"])
    end_sessions(user_id, except_key=keep_session)
    record("second_factor.set_up", by=by, at=at, subject_type="account", subject_id=user_id)
    return _fresh_codes(user_id)


@transaction.atomic
def renew_recovery_codes(*, by: Actor, at: datetime, user_id: int, password: str) -> list[str]:
    """Replace the recovery codes; return the new ones, they are not kept readable."""
    user = User.objects.select_for_update().get(pk=user_id)
    if not user.check_password(password):
        raise PasswordWrong(WRONG_PASSWORD, password=WRONG_PASSWORD)
    record("second_factor.codes_renewed", by=by, at=at, subject_type="account", subject_id=user_id)
    return _fresh_codes(user_id)


def use(*, at: datetime, user_id: int, code: str) -> str:
    """Spend a code of the app or of the paper and return which it was; refuse one that does not fit or is spent."""
    spend(TRIES, str(user_id), at=at)
    if _use_app(user_id, _digits(code), at):
        return "app"
    if _use_paper(user_id, code, at):
        return "paper"
    raise CodeWrong(WRONG_CODE, code=WRONG_CODE)


@transaction.atomic
def reset(*, by: Actor, at: datetime, user_id: int) -> None:
    """Take away a second factor whose phone is lost; every session ends."""
    by.require(Permission.SECURITY_MANAGE)
    user = account(user_id, by=by)
    check_not_oneself(user, by=by)
    check_not_administrator(user, by=by, at=at)
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    user.second_factor_at = None
    user.save(update_fields=["second_factor_at"])
    end_sessions(user.pk)
    record(
        "second_factor.reset",
        by=by,
        at=at,
        subject_type="account",
        subject_id=user.pk,
        district_id=by.district_id or user.district_id,
    )


def _use_app(user_id: int, code: str, at: datetime) -> bool:
    factor = SecondFactor.objects.filter(user_id=user_id).first()
    if factor is None or not factor.secret or not code:
        return False
    step = totp.matching_step(unseal(bytes(factor.secret), place=_place(user_id)), code, at=at, after=factor.last_step)
    if step is None:
        return False
    # One statement decides between two requests that show the same code.
    return bool(SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step))


def _use_paper(user_id: int, code: str, at: datetime) -> bool:
    unused = RecoveryCode.objects.filter(user_id=user_id, digest=_digest(user_id, code), used_at=None)
    return bool(unused.update(used_at=at))


def _fresh_codes(user_id: int) -> list[str]:
    codes = [base64.b32encode(secrets.token_bytes(_CODE_BYTES * 2)).decode().lower() for _ in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(user_id=user_id).delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(user_id=user_id, digest=_digest(user_id, code)) for code in codes)
    return ["-".join(code[start : start + 4] for start in range(0, len(code), 4)) for code in codes]


def _digest(user_id: int, code: str) -> bytes:
    plain = "".join(letter for letter in code.lower() if letter.isalnum())
    return blind_index(plain, place=f"recovery_code.{user_id}")


def _digits(code: str) -> str:
    digits = "".join(code.split())
    return digits if digits.isascii() and digits.isdigit() and len(digits) == totp.DIGITS else ""


def _place(user_id: int) -> str:
    """Bind a sealed secret to its account: moved to another row it does not open."""
    return f"second_factor.{user_id}"
