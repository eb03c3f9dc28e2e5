"""Video sources as pages and the map show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.platform.sealing import unseal
from gridwarden.platform.ui import paging
from gridwarden.video.domain.sources import Address, NoSuchVideo, VideoKind
from gridwarden.video.models import URL_PLACE, VideoSource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A camera and where it is: its own place, or its vehicle's last one (``None`` before that was ever heard)."""

    id: int
    kind: VideoKind
    name: str
    device: str
    channel: str
    vehicle_id: int | None
    vehicle_name: str
    lon: float | None
    lat: float | None
    retired_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFilter:
    """Which sources are wanted."""

    text: str = ""
    kind: VideoKind | None = None
    retired: bool = False


def page(actor: Actor, wanted: SourceFilter, *, cursor: str | None = None) -> Page[SourceRow]:
    """Return one page of the sources in sight, the latest first; one SQL statement."""
    found = _rows(actor).filter(retired_at__isnull=not wanted.retired)
    if wanted.text:
        found = found.filter(name__icontains=wanted.text)
    if wanted.kind:
        found = found.filter(kind=wanted.kind.value)
    return paging.page(found, order=("-id",), cursor=cursor).map(_row)


def is_unset(actor: Actor) -> bool:
    """Tell whether there is no source at all in sight, not even one out of use; one SQL statement."""
    return not VideoSource.objects.visible_to(actor).exists()


def one(actor: Actor, source_id: int) -> SourceRow:
    """Return one source, or refuse as if there were none."""
    return _row(_found(actor, source_id))


def address_of(actor: Actor, source_id: int) -> Address:
    """Return how a gateway finds the camera; its parts are for gateways, not for pages."""
    found = _found(actor, source_id)
    url = unseal(bytes(found.url_sealed), place=URL_PLACE)
    return Address(kind=VideoKind(found.kind), device=found.device, channel=found.channel, url=url)


def on_map(actor: Actor) -> Sequence[SourceRow]:
    """Return the sources in use that have a place now; one SQL statement."""
    found = _rows(actor).filter(retired_at=None).order_by("id")
    return [row for row in map(_row, found) if row.lon is not None]


def _found(actor: Actor, source_id: int) -> VideoSource:
    found = _rows(actor).filter(pk=source_id).first()
    if found is None:
        raise NoSuchVideo("There is no such video source.")
    return found


def _rows(actor: Actor) -> QuerySet[VideoSource]:
    return VideoSource.objects.visible_to(actor).select_related("vehicle__last")


def _row(row: VideoSource) -> SourceRow:
    last = getattr(row.vehicle, "last", None)
    place = row.place or (last.place if last else None)
    return SourceRow(
        id=row.pk,
        kind=VideoKind(row.kind),
        name=row.name,
        device=row.device,
        channel=row.channel,
        vehicle_id=row.vehicle_id,
        vehicle_name=row.vehicle.name if row.vehicle else "",
        lon=place.x if place else None,
        lat=place.y if place else None,
        retired_at=row.retired_at,
    )
