"""Look after what has been sent and what has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.audit.trail import record
from gridwarden.platform.notifications.models import TROUBLED, Delivery, State
from gridwarden.platform.notifications.outbox import wake
from gridwarden.platform.refusals import Conflict, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


class NoSuchDelivery(NotFound):
    """The district has no such delivery."""

    code = "no_such_delivery"


class NotToBeRetried(Conflict):
    """The delivery waits, is on its way or has arrived."""

    code = "delivery_not_failed"


@transaction.atomic
def retry(*, by: Actor, at: datetime, delivery_id: int) -> None:
    """Try a failed delivery again, with all its attempts; what may have arrived already is for a person to judge."""
    delivery = Delivery.objects.select_for_update().filter(pk=delivery_id, district_id=by.district_id or 0).first()
    if delivery is None:
        raise NoSuchDelivery("There is no such delivery.")
    if delivery.state not in TROUBLED:
        raise NotToBeRetried("Only what has failed is tried again.")
    Delivery.objects.filter(pk=delivery.pk).update(state=State.WAITING, attempts=0, due_at=at)
    wake()
    record(
        "message.retried",
        by=by,
        at=at,
        subject_type="delivery",
        subject_id=delivery.pk,
        channel=delivery.channel,
        kind=delivery.kind,
    )


def forget_deliveries(*, before: datetime) -> int:
    """Remove what was told before ``before``, addresses included; return how many."""
    return Delivery.objects.filter(told_at__lt=before).exclude(state__in=[State.WAITING, State.SENDING]).delete()[0]
