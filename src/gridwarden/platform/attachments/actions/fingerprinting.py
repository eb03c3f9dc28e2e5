"""Note by what photos are known again."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.imaging.likeness import views
from gridwarden.platform.attachments.models import Attachment, Fingerprint

if TYPE_CHECKING:
    from uuid import UUID

logger = logging.getLogger(__name__)

#: Photos looked at in one go.
_BATCH = 200


def fingerprint(photo: Attachment, small: bytes) -> None:
    """Note the two views of ``photo``; doing so again changes nothing."""
    rows = [
        Fingerprint(
            attachment=photo,
            district_id=photo.district_id,
            is_middle=is_middle,
            phash=view.phash,
            dhash=view.dhash,
            **{f"band{number}": band for number, band in enumerate(view.bands)},
        )
        for is_middle, view in zip((False, True), views(small), strict=True)
    ]
    Fingerprint.objects.bulk_create(rows, ignore_conflicts=True)


def fingerprint_missing() -> int:
    """Note the views of every photo that has none, as those from before; return how many were noted.

    A photo whose file is missing or changed is left out: the nightly verification tells of it.
    """
    done, last = 0, None
    while batch := _without(last):
        for photo in batch:
            done += _from_file(photo)
        last = batch[-1].pk
    return done


def _without(last: UUID | None) -> list[Attachment]:
    missing = Attachment.objects.filter(fingerprints=None)
    if last is not None:
        missing = missing.filter(pk__gt=last)
    return list(missing.order_by("pk")[:_BATCH])


def _from_file(photo: Attachment) -> bool:
    path = files.path_of(photo.district_id, photo.pk, files.Size.THUMB)
    try:
        fingerprint(photo, path.read_bytes())
    except OSError:
        logger.warning("photo %s has no readable file and gets no fingerprint", photo.pk)
        return False
    return True
