"""End sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.crypto import salted_hmac

from gridwarden.platform.accounts.models import Session
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


def end_sessions(user_id: int, *, except_key: str | None = None) -> int:
    """End every session of an account, apart from one; return how many."""
    ended, _ = Session.objects.filter(user_id=user_id).exclude(session_key=except_key or "").delete()
    return ended


@transaction.atomic
def end_others(*, by: Actor, at: datetime, keep: str) -> int:
    """End all of the own sessions but the present one."""
    if by.user_id is None:
        return 0
    ended = end_sessions(by.user_id, except_key=keep)
    record("sessions.ended", by=by, at=at, subject_type="account", subject_id=by.user_id, ended=ended)
    return ended


@transaction.atomic
def end_one(*, by: Actor, at: datetime, handle: str) -> int:
    """End one of the own sessions, named by its handle."""
    keys = Session.objects.filter(user_id=by.user_id).values_list("session_key", flat=True)
    wanted = [key for key in keys if handle_of(key) == handle]
    ended, _ = Session.objects.filter(user_id=by.user_id, session_key__in=wanted).delete()
    record("sessions.ended", by=by, at=at, subject_type="account", subject_id=by.user_id, ended=ended)
    return ended


def handle_of(session_key: str) -> str:
    """Return a name for a session that a page may show: the key itself would open it."""
    return salted_hmac("gridwarden.session", session_key).hexdigest()[:16]


def forget_ended(*, at: datetime) -> int:
    """Delete sessions that are over; return how many."""
    deleted, _ = Session.objects.filter(expire_date__lt=at).delete()
    return deleted
