"""Send what waits in the outbox.

A delivery is taken in a transaction of its own, carried without one, and settled in another. Whoever dies between
taking and settling leaves it ``sending``; after the lease it is tried again under the same key where the channel
takes a key once, and left to a person where it does not.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.notifications.actions.subscribing import forget_subscription
from gridwarden.platform.notifications.domain.timing import MOST_ATTEMPTS, wait_after
from gridwarden.platform.notifications.models import Delivery, State
from gridwarden.platform.notifications.ports import AddressGone, Channel, NotCarried, Receipt, Rejected, Unreachable
from gridwarden.platform.notifications.queries import addresses, pace, texts
from gridwarden.platform.notifications.ways import carriers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from datetime import datetime

    from gridwarden.platform.notifications.ports import Carrier

logger = logging.getLogger(__name__)

#: How long a worker may be busy with one delivery before it is taken for dead.
LEASE = timedelta(minutes=3)
#: Longer than carrying to one address with all its time limits: connecting, sending, waiting for the answer.
LONGEST_ATTEMPT = timedelta(minutes=1)


def send_due(clock: Callable[[], datetime], *, most: int = 500) -> int:
    """Send what is due, and return how many were tried; a channel where nobody answers is left for this round."""
    settle_abandoned(at=clock())
    silent: set[Channel] = set()
    tried = 0
    while tried < most:
        delivery = _take(clock(), without=silent)
        if delivery is None:
            break
        tried += 1
        if not _attempt(delivery, clock):
            silent.add(Channel(delivery.channel))
    return tried


@transaction.atomic
def _take(now: datetime, *, without: Collection[Channel]) -> Delivery | None:
    """Take the next delivery so that no other worker does."""
    ready = Delivery.objects.filter(state=State.WAITING, due_at__lte=now, channel__in=set(carriers()) - set(without))
    for held in pace.used_up(now):
        ready = ready.exclude(district_id=held.district_id, channel=held.channel)
    delivery = ready.select_for_update(skip_locked=True, of=("self",)).order_by("due_at", "id").first()
    if delivery is None:
        return None
    delivery.state, delivery.due_at, delivery.attempts = State.SENDING.value, now + LEASE, delivery.attempts + 1
    delivery.save(update_fields=["state", "due_at", "attempts"])
    return delivery


def _attempt(delivery: Delivery, clock: Callable[[], datetime]) -> bool:
    """Carry one delivery and note the outcome; return whether anybody answered."""
    try:
        receipt = _carry(delivery, carriers()[Channel(delivery.channel)], clock)
    except NotCarried as failure:
        _note_failure(delivery, failure, clock())
        return not isinstance(failure, Unreachable)
    except Exception as fault:  # whatever it is, what waits behind must go out
        logger.exception("delivery %s over %s met a fault", delivery.pk, delivery.channel)
        _note_failure(delivery, Rejected(f"a fault of the software: {fault!r}"), clock())
        return True
    _settle(delivery, state=State.SENT, sent_at=clock(), error="", reference=receipt.reference)
    return True


def _carry(delivery: Delivery, carrier: Carrier, clock: Callable[[], datetime]) -> Receipt:
    """Carry to every address of the recipient; one that took it is enough.

    What could outlast the lease is not begun: another worker would carry the message a second time.
    """
    receipt: Receipt | None = None
    failure: NotCarried = Rejected("there is no address any more")
    for address in addresses.of_delivery(delivery):
        if clock() > delivery.due_at - LONGEST_ATTEMPT:
            failure = NotCarried("the time of this attempt was used up")
            break
        try:
            receipt = carrier.carry(texts.message_of(delivery, address))
        except AddressGone as gone:
            failure = gone
            if carrier.channel is Channel.PUSH:
                forget_subscription(address)
        except NotCarried as passing:
            failure = passing
    if receipt is None:
        raise failure
    return receipt


def _note_failure(delivery: Delivery, failure: NotCarried, now: datetime) -> None:
    logger.warning("delivery %s over %s failed: %s", delivery.pk, delivery.channel, failure)
    if failure.is_final or delivery.attempts >= MOST_ATTEMPTS:
        _settle(delivery, state=State.FAILED, error=str(failure)[:300])
    else:
        _settle(delivery, state=State.WAITING, due_at=now + wait_after(delivery.attempts), error=str(failure)[:300])


def _settle(delivery: Delivery, **outcome: object) -> None:
    """Write the outcome, unless the lease has run out and somebody else has taken the delivery meanwhile."""
    taken = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, attempts=delivery.attempts)
    taken.update(**outcome)


def settle_abandoned(*, at: datetime) -> int:
    """Decide about deliveries whose worker died: again under the same key, or to a person; return how many."""
    left = Delivery.objects.filter(state=State.SENDING, due_at__lte=at)
    repeatable = [channel for channel, carrier in carriers().items() if carrier.is_repeatable]
    again = left.filter(channel__in=repeatable, attempts__lt=MOST_ATTEMPTS).update(state=State.WAITING)
    unsure = left.update(state=State.UNSURE, error="the worker stopped while it was sending")
    return again + unsure
