"""Write a message into the outbox, in the transaction of what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.db import transaction
from procrastinate.contrib.django import app

from gridwarden.exchange.domain.messages import MOST_PHOTOS
from gridwarden.exchange.models import Matter, Outgoing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from gridwarden.exchange.domain.messages import Kind

#: Name of the job that sends.
TASK = "exchange.send"


@transaction.atomic
def post(matter: Matter, kind: Kind, payload: dict[str, Any], *, at: datetime, photos: Sequence[UUID] = ()) -> Outgoing:
    """Queue the next message about ``matter``; it goes out after the commit, behind the ones before it."""
    locked = Matter.objects.select_for_update().get(pk=matter.pk)
    locked.sent_seq += 1
    locked.save(update_fields=["sent_seq"])
    message = Outgoing.objects.create(
        matter=locked,
        seq=locked.sent_seq,
        message_id=uuid4(),
        kind=kind.value,
        payload=payload,
        photos=[str(one) for one in photos[:MOST_PHOTOS]],
        at=at,
        next_at=at,
    )
    app.configure_task(TASK, queueing_lock=None).defer()
    return message
