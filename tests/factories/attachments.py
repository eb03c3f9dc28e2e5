"""Photos for tests, without files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import factory

from gridwarden.platform.attachments.models import Attachment


class AttachmentFactory(factory.django.DjangoModelFactory[Attachment]):
    """A row that says a photo is stored; its files are not written."""

    class Meta:
        model = Attachment

    district_id = 1
    original_sha256 = factory.Sequence(lambda number: hashlib.sha256(str(number).encode()).hexdigest())
    sha256 = factory.SelfAttribute("original_sha256")
    thumb_sha256 = factory.SelfAttribute("original_sha256")
    kind = "jpeg"
    width = 640
    height = 480
    bytes = 1000
    original_bytes = 2000
    uploaded_at = datetime(2026, 3, 2, 1, tzinfo=UTC)
