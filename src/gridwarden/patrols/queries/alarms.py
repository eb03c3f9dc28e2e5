"""Alarms as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from gridwarden.patrols.domain.alarms import AlarmKind, Cleared, NoSuchAlarm
from gridwarden.patrols.models import Alarm
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmRow:
    """An alarm with whom it is about."""

    id: int
    kind: AlarmKind
    device_id: int
    device_name: str
    person: str
    phone: str
    grid_code: str
    began_at: datetime
    raised_at: datetime
    cleared_at: datetime | None
    cleared_why: Cleared | None
    lon: float | None
    lat: float | None
    inputs: Mapping[str, float]
    acknowledged_by: str
    acknowledged_at: datetime | None
    note: str
    case_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmFilter:
    """Which alarms are wanted."""

    kind: AlarmKind | None = None
    going_on: bool = False
    waiting: bool = False
    grid_code: str = ""
    device_id: int | None = None
    day: date | None = None


def page(actor: Actor, wanted: AlarmFilter, *, cursor: str | None = None) -> Page[AlarmRow]:
    """Return one page of the alarms in sight, the latest first; one SQL statement."""
    found = _rows(actor)
    if wanted.kind:
        found = found.filter(kind=wanted.kind.value)
    if wanted.going_on:
        found = found.filter(cleared_at=None)
    if wanted.waiting:
        found = found.filter(acknowledged_at=None)
    if wanted.grid_code:
        found = found.filter(grid__code=wanted.grid_code)
    if wanted.device_id:
        found = found.filter(device=wanted.device_id)
    if wanted.day:
        found = found.filter(raised_at__date=wanted.day)
    return paging.page(found, order=("-id",), cursor=cursor).map(_row)


def one(actor: Actor, alarm_id: int) -> AlarmRow:
    """Return one alarm, or refuse as if there were none."""
    found = _rows(actor).filter(pk=alarm_id).first()
    if found is None:
        raise NoSuchAlarm("There is no such alarm.")
    return _row(found)


def going_on(actor: Actor) -> int:
    """Return how many alarms go on."""
    return Alarm.objects.visible_to(actor).filter(cleared_at=None).count()


def by_grid(actor: Actor, day: date) -> dict[int, int]:
    """Return how many alarms were raised on a local day, by grid; one SQL statement."""
    found = Alarm.objects.visible_to(actor).filter(raised_at__date=day, grid__isnull=False)
    return dict(found.order_by().values_list("grid").annotate(Count("pk")))


def _rows(actor: Actor) -> QuerySet[Alarm]:
    return Alarm.objects.visible_to(actor).select_related("device", "staff__user", "grid", "acknowledged_by")


def _row(row: Alarm) -> AlarmRow:
    return AlarmRow(
        id=row.pk,
        kind=AlarmKind(row.kind),
        device_id=row.device_id,
        device_name=row.device.name,
        person=row.staff.user.display_name if row.staff else "",
        phone=row.staff.user.phone if row.staff else "",
        grid_code=row.grid.code if row.grid else "",
        began_at=row.began_at,
        raised_at=row.raised_at,
        cleared_at=row.cleared_at,
        cleared_why=Cleared(row.cleared_why) if row.cleared_why else None,
        lon=row.place.x if row.place else None,
        lat=row.place.y if row.place else None,
        inputs=row.inputs,
        acknowledged_by=row.acknowledged_by.display_name if row.acknowledged_by else "",
        acknowledged_at=row.acknowledged_at,
        note=row.note,
        case_number=row.case_number,
    )
