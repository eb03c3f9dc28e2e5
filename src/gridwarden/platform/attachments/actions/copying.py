"""Take a photo over from what it belongs to, so that it can belong to something else as well."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from django.db import transaction

from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.actions.fingerprinting import fingerprint
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.attachments.queries import photo
from gridwarden.platform.attachments.refusals import PhotoUnknown
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor


@transaction.atomic
def copy(*, by: Actor, at: datetime, photo_id: UUID) -> Attachment:
    """Return a copy that belongs to nothing yet, as if ``by`` had sent it; place and time of the picture stay.

    Raises ``PhotoUnknown`` where ``by`` may not see the photo or its files are gone.
    """
    old = photo(by, photo_id)
    waiting = Attachment.objects.filter(
        district_id=old.district_id, uploaded_by_id=by.user_id, original_sha256=old.original_sha256, owner_type=""
    ).first()
    if waiting is not None:
        return waiting
    new_id = uuid4()
    try:
        data = {size: files.path_of(old.district_id, old.pk, size).read_bytes() for size in files.Size}
    except FileNotFoundError as error:
        raise PhotoUnknown("There is no such photo.") from error
    for size, content in data.items():
        files.write(files.path_of(old.district_id, new_id, size), content)
    new = photo(by, photo_id)
    new.pk, new.uploaded_by_id, new.uploaded_at, new.owner_type, new.owner_id = new_id, by.user_id, at, "", None
    new.save(force_insert=True)
    fingerprint(new, data[files.Size.THUMB])
    # The evidence of a case is proved by the row that says when its photo came.
    record(
        "photo.stored", by=by, at=at, subject_type="photo", subject_id=None, district_id=old.district_id,
        photo=str(new.pk), sha256=new.sha256, original_sha256=new.original_sha256, copied_from=str(old.pk),
    )  # fmt: skip
    return new
