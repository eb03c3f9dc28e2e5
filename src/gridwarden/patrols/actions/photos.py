"""Photos that a vehicle's camera took."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.patrols.domain.devices import PHOTO_OWNER
from gridwarden.platform.access import system_for
from gridwarden.platform.attachments.actions import attach, store
from gridwarden.platform.attachments.imaging.exif import CameraNotes, plausible

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.patrols.jt808.contents import Media

#: The kind of recording that we keep (JT/T 808-2019, table 64: 0 image, 1 sound, 2 film).
IMAGE = 0


@transaction.atomic
def keep(*, at: datetime, district_id: int, device_id: int, media: Media) -> UUID:
    """Store a photo under its device, with the place and time that the terminal told; return its id.

    Raises ``Invalid`` when the bytes are no photo.
    """
    by = system_for(district_id)
    place = media.position
    notes = CameraNotes(taken_at=plausible(place.time), lon=place.lon, lat=place.lat) if place.is_fixed else None
    photo = store(by=by, at=at, data=media.data, filename="vehicle.jpg", district_id=district_id, phone=notes)
    attach([photo.pk], owner_type=PHOTO_OWNER, owner_id=device_id, by=by)
    return photo.pk
