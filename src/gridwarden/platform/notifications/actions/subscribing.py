"""Browsers that show messages."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from gridwarden.platform.notifications.models import Subscription
from gridwarden.platform.notifications.models.preference import SUBSCRIPTION_PLACE
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.queries.addresses import MOST_BROWSERS
from gridwarden.platform.notifications.ways import carriers
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.sealing import seal

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


class SubscriptionUnfit(Invalid):
    """What the browser sent is no subscription, or its push service is not one of those that are spoken to."""

    code = "push_unfit"


def subscribe(*, by: Actor, at: datetime, subscription: str, device: str) -> None:
    """Show messages in this browser from now on; a browser shows them to whoever subscribed last."""
    carrier = carriers().get(Channel.PUSH)
    if carrier is None or by.user_id is None or not carrier.check_address(subscription):
        raise SubscriptionUnfit("This browser cannot be reached.")
    Subscription.objects.update_or_create(
        endpoint_digest=_digest(subscription),
        defaults={
            "user_id": by.user_id,
            "sealed": seal(subscription, place=SUBSCRIPTION_PLACE),
            "device": device[:60],
            "since": at,
        },
    )
    kept = Subscription.objects.filter(user=by.user_id).order_by("-since", "-pk").values_list("pk", flat=True)
    kept = kept[:MOST_BROWSERS]
    Subscription.objects.filter(user=by.user_id).exclude(pk__in=list(kept)).delete()


def unsubscribe(*, by: Actor, subscription_id: int) -> None:
    """Show no more messages in one of the person's browsers."""
    Subscription.objects.filter(user=by.user_id, pk=subscription_id).delete()


def forget_subscription(subscription: str) -> None:
    """Forget a browser that its push service no longer knows."""
    Subscription.objects.filter(endpoint_digest=_digest(subscription)).delete()


def _digest(subscription: str) -> str:
    return hashlib.sha256(json.loads(subscription)["endpoint"].encode()).hexdigest()
