"""Photos in the API."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from ninja import Field, Schema


class PhotoBody(Schema):
    """A stored photo."""

    id: UUID
    width: int
    height: int
    sha256: str = Field(description="Digest of the stored file, in hex.")
    uploaded_at: datetime
    full_url: str
    thumb_url: str
