"""Photos that come with a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.attachments import uploads
from gridwarden.platform.attachments.actions import limits, store
from gridwarden.platform.attachments.phone import read_notes

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.accounts.requests import ActingRequest


def stored(request: ActingRequest, field: str, now: datetime) -> tuple[UUID, ...]:
    """Store the photos of a field with what the phone noted of them, and return their ids."""
    files = [file for file in request.FILES.getlist(field) if file]
    notes = read_notes(request.POST.get(f"{field}_facts", ""), len(files), request.POST.get("sent_at", ""))
    return tuple(
        store(
            by=request.actor,
            at=now,
            data=uploads.read(file, limits()),
            filename=file.name or "",
            district_id=request.actor.district_id or 0,
            phone=noted,
        ).pk
        for file, noted in zip(files, notes, strict=True)
    )
