"""Watch a camera, stop it, keep a picture of it; who watched is written down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from gridwarden.platform.access import Permission
from gridwarden.platform.attachments.actions import attach, store
from gridwarden.platform.attachments.imaging.exif import CameraNotes
from gridwarden.platform.audit.trail import record
from gridwarden.video.domain.sources import (
    PICTURE_OWNER,
    NoSuchVideo,
    StreamForeign,
    StreamInsecure,
    VideoKind,
    origin_of,
)
from gridwarden.video.gateways.chosen import gateway_of
from gridwarden.video.queries import sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor
    from gridwarden.video.domain.gateway import Playing
    from gridwarden.video.domain.sources import Address
    from gridwarden.video.queries.sources import SourceRow


def origins(address: Address) -> Sequence[str]:
    """Return from where a page may play this camera."""
    own = [address.origin] if address.kind is VideoKind.HLS else []
    media = [origin_of(settings.VIDEO_MEDIA_PUBLIC_URL or settings.VIDEO_MEDIA_URL)]
    return sorted({one for one in [*own, *media, *settings.VIDEO_ORIGINS] if one})


def watch(*, by: Actor, at: datetime, source_id: int, is_secure: bool) -> str:
    """Have the camera send and return the address of its HLS stream; the audit trail keeps who watched.

    Raises ``NoSuchVideo``, ``VideoUnserved`` and the kinds of ``VideoAway``.
    """
    row, address = _mine(by, source_id)
    playing = gateway_of(address.kind).start(address)
    stream = playing.for_page(is_secure=is_secure)
    origin = origin_of(stream)
    if is_secure and not stream.startswith("https:"):
        raise StreamInsecure("The stream comes without TLS.")
    if origin not in origins(address):
        raise StreamForeign("Pages may not play from there.", said=origin)
    with transaction.atomic():
        _note("video.watched", row, by, at)
    return stream


def stop(*, by: Actor, source_id: int) -> None:
    """Have the camera stop for everybody. Raises as ``watch`` does."""
    by.require(Permission.VIDEO_EDIT)
    _row, address = _mine(by, source_id)
    gateway_of(address.kind).stop(address)


def keep_picture(*, by: Actor, at: datetime, source_id: int) -> UUID:
    """Keep one picture with the camera's place and this moment, and return its id. Raises as ``watch`` does.

    The gateway is asked before the transaction begins: a slow camera must hold no lock.
    """
    row, address = _mine(by, source_id)
    gateway = gateway_of(address.kind)
    playing: Playing = gateway.start(address)
    data = gateway.picture(playing)
    with transaction.atomic():
        notes = CameraNotes(taken_at=at, lon=row.lon, lat=row.lat)
        photo = store(by=by, at=at, data=data, filename="camera.jpg", district_id=by.district_id or 0, phone=notes)
        attach([photo.pk], owner_type=PICTURE_OWNER, owner_id=row.id, by=by)
        _note("video.pictured", row, by, at, photo=str(photo.pk))
    return photo.pk


def _mine(by: Actor, source_id: int) -> tuple[SourceRow, Address]:
    by.require(Permission.VIDEO_SEE)
    row = sources.one(by, source_id)
    if row.retired_at is not None:
        raise NoSuchVideo("The video source is out of use.")
    return row, sources.address_of(by, source_id)


def _note(action: str, row: SourceRow, by: Actor, at: datetime, **more: str) -> None:
    record(
        action, by=by, at=at, subject_type="video", subject_id=row.id, district_id=by.district_id, name=row.name, **more
    )
