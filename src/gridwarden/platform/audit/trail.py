"""Write to the audit trail, inside the transaction of what it records."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django.db import connection

from gridwarden.platform.audit.models import AuditEntry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gridwarden.platform.access import Actor


_source: ContextVar[str] = ContextVar("audit_source", default="")


@contextmanager
def asked_from(address: str) -> Iterator[None]:
    """Have the rows written inside tell that they were asked for from ``address``."""
    token = _source.set(address)
    try:
        yield
    finally:
        _source.reset(token)


class OutsideTransactionError(RuntimeError):
    """An audit row must share the transaction of the action that it records."""


def record(
    action: str,
    *,
    by: Actor,
    at: datetime,
    subject_type: str,
    subject_id: int | None,
    district_id: int | None = None,
    **data: Any,
) -> AuditEntry:
    """Append one row for ``action``; one SQL statement, the database chains it.

    ``district_id`` defaults to the actor's. ``data`` must be JSON-ready and free of personal data
    of reporters. Call it last in the action: the chain's lock is held from here to the commit.
    """
    if not connection.in_atomic_block:
        raise OutsideTransactionError(action)
    return AuditEntry.objects.create(
        district_id=district_id or by.district_id or 0,
        at=at,
        actor_id=by.user_id,
        actor_name=by.name,
        action=action,
        subject_type=subject_type,
        subject_id=subject_id,
        data=data,
        source=_source.get(),
    )
