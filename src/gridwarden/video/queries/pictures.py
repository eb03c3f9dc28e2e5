"""Pictures that were kept of a camera."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.attachments.access import visible
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.attachments.queries import row_of
from gridwarden.video.domain.sources import PICTURE_OWNER
from gridwarden.video.models import VideoSource

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.queries import PhotoRow


def of_source(source_id: int, most: int = 12) -> list[PhotoRow]:
    """Return the pictures of a source, the latest first."""
    found = Attachment.objects.filter(owner_type=PICTURE_OWNER, owner_id=source_id).order_by("-uploaded_at", "-pk")
    return [row_of(one) for one in found[:most]]


@visible(PICTURE_OWNER)
def shows_pictures(actor: Actor, source_id: int) -> bool:
    """Whether ``actor`` may see the pictures of a source."""
    return VideoSource.objects.visible_to(actor).filter(pk=source_id).exists()
