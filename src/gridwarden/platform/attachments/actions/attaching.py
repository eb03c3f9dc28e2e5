"""Give photos to what they show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.attachments.refusals import PhotoTaken, PhotoUnknown

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from gridwarden.platform.access import Actor


@transaction.atomic
def attach(ids: Collection[UUID], *, owner_type: str, owner_id: int, by: Actor) -> list[Attachment]:
    """Let the photos belong to ``owner_type`` ``owner_id`` and return them in the order of ``ids``.

    Only who sent a photo may give it away, and only once; giving it to the same owner again changes nothing.
    The caller's action writes the audit row.
    """
    wanted = dict.fromkeys(ids)
    photos = {photo.pk: photo for photo in Attachment.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    for photo_id in wanted:
        _check(photos.get(photo_id), owner_type=owner_type, owner_id=owner_id, by=by)
    free = [photo for photo in photos.values() if not photo.owner_type]
    for photo in free:
        photo.owner_type, photo.owner_id = owner_type, owner_id
    Attachment.objects.filter(pk__in=[photo.pk for photo in free]).update(owner_type=owner_type, owner_id=owner_id)
    return [photos[photo_id] for photo_id in wanted]


def _check(photo: Attachment | None, *, owner_type: str, owner_id: int, by: Actor) -> None:
    if photo is None or (by.district_id is not None and photo.district_id != by.district_id):
        raise PhotoUnknown("There is no such photo.")
    if (photo.owner_type, photo.owner_id) == (owner_type, owner_id):
        return
    if photo.uploaded_by_id != by.user_id:
        raise PhotoUnknown("There is no such photo.")
    if photo.owner_type:
        raise PhotoTaken("The photo already belongs to something else.")
