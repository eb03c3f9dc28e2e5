"""Read the trail."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from gridwarden.platform.access import Permission
from gridwarden.platform.audit.labels import words_for
from gridwarden.platform.audit.models import AuditEntry
from gridwarden.platform.ui.paging import Page, page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor

_ORDER = ("-seq", "-id")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """A row of the trail."""

    seq: int
    at: datetime
    who: str
    what: str
    action: str
    subject: str
    source: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for."""

    #: Rows that belong to no district: failed logins of unknown names and the like.
    stray: bool = False
    action: str = ""
    text: str = ""
    subject_type: str = ""
    subject_id: int | None = None
    first_day: date | None = None
    last_day: date | None = None


def entries(actor: Actor, wanted: Wanted, *, cursor: str | None = None) -> Page[EntryRow]:
    """Return a page of rows, the latest first."""
    return page(_found(actor, wanted), order=_ORDER, cursor=cursor).map(_row)


def all_entries(actor: Actor, wanted: Wanted) -> Iterator[EntryRow]:
    """Return every row that is looked for, the latest first, without holding them all."""
    for entry in _found(actor, wanted).order_by(*_ORDER).iterator(chunk_size=2000):
        yield _row(entry)


def _found(actor: Actor, wanted: Wanted) -> QuerySet[AuditEntry]:
    actor.require(Permission.AUDIT_SEE)
    rows = AuditEntry.objects.filter(district_id=0 if wanted.stray else actor.district_id or 0)
    if wanted.action:
        rows = rows.filter(Q(action=wanted.action) | Q(action__startswith=f"{wanted.action}."))
    if wanted.text:
        rows = rows.filter(Q(actor_name__icontains=wanted.text) | Q(source=wanted.text))
    if wanted.subject_type:
        rows = rows.filter(subject_type=wanted.subject_type)
    if wanted.subject_id is not None:
        rows = rows.filter(subject_id=wanted.subject_id)
    if wanted.first_day:
        rows = rows.filter(at__gte=_midnight(wanted.first_day))
    if wanted.last_day and wanted.last_day < date.max:
        rows = rows.filter(at__lt=_midnight(wanted.last_day + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _row(entry: AuditEntry) -> EntryRow:
    return EntryRow(
        seq=entry.seq,
        at=entry.at,
        who=entry.actor_name,
        what=words_for(entry.action),
        action=entry.action,
        subject=f"{entry.subject_type} {entry.subject_id}" if entry.subject_id is not None else entry.subject_type,
        source=entry.source,
        detail=_said(entry.data),
    )


def _said(data: dict[str, Any]) -> str:
    return ", ".join(
        f"{name}: {value if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)}"
        for name, value in data.items()
        if value not in ("", None, [], {})
    )
