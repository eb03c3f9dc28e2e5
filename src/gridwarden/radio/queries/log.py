"""The radio log as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import paging
from gridwarden.radio.domain.talk import Way
from gridwarden.radio.models import LogEntry

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """An entry; ``correction_id`` is the one that corrects it."""

    id: int
    heard_at: datetime
    way: Way
    speaker: str
    text: str
    grid_code: str
    case_id: int | None
    case_number: str
    device_id: int | None
    written_by: str
    written_at: datetime
    corrects_id: int | None
    correction_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which entries are wanted."""

    text: str = ""
    way: Way | None = None
    grid_id: int | None = None
    case_number: str = ""
    day: date | None = None


def page(actor: Actor, wanted: LogFilter, *, cursor: str | None = None) -> Page[EntryRow]:
    """Return one page of the log, the latest first; one SQL statement."""
    actor.require(Permission.RADIO_LOG)
    related = ("grid", "case", "written_by", "correction")
    found = LogEntry.objects.filter(district=actor.district_id).select_related(*related)
    if wanted.text:
        found = found.filter(Q(text__icontains=wanted.text) | Q(speaker__icontains=wanted.text))
    if wanted.way:
        found = found.filter(way=wanted.way.value)
    if wanted.grid_id:
        found = found.filter(grid=wanted.grid_id)
    if wanted.case_number:
        found = found.filter(case__number=wanted.case_number)
    if wanted.day:
        found = found.filter(heard_at__date=wanted.day)
    return paging.page(found, order=("-heard_at", "-id"), cursor=cursor).map(_row)


def _row(row: LogEntry) -> EntryRow:
    correction = getattr(row, "correction", None)
    return EntryRow(
        id=row.pk, heard_at=row.heard_at, way=Way(row.way), speaker=row.speaker, text=row.text,
        grid_code=row.grid.code if row.grid else "", case_id=row.case_id,
        case_number=row.case.number if row.case else "", device_id=row.device_id,
        written_by=row.written_by.display_name, written_at=row.written_at,
        corrects_id=row.corrects_id, correction_id=correction.pk if correction else None,
    )  # fmt: skip
