"""Where somebody is reached: opened only to send, or to show it to its owner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.platform.notifications.models import Address, Subscription
from gridwarden.platform.notifications.models.preference import ADDRESS_PLACE, SUBSCRIPTION_PLACE
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.sealing import unseal

if TYPE_CHECKING:
    from gridwarden.platform.notifications.models import Delivery

#: A person with more browsers than this has lost some of them.
MOST_BROWSERS = 10
#: What the account itself says, per channel.
_IN_ACCOUNT = {Channel.EMAIL: "email", Channel.SMS: "phone"}


def of_delivery(delivery: Delivery) -> list[str]:
    """Return where a delivery goes; several for a person with several browsers, none when they have left."""
    if delivery.user is None:
        return [unseal(bytes(delivery.sealed_address), place=ADDRESS_PLACE)]
    if delivery.channel == Channel.PUSH:
        browsers = Subscription.objects.filter(user=delivery.user).order_by("-since", "-pk")[:MOST_BROWSERS]
        return [unseal(bytes(one.sealed), place=SUBSCRIPTION_PLACE) for one in browsers]
    own = own_addresses(delivery.user.pk).get(Channel(delivery.channel), "")
    found = own or str(getattr(delivery.user, _IN_ACCOUNT.get(Channel(delivery.channel), ""), ""))
    return [found] if found else []


def own_addresses(user_id: int) -> dict[Channel, str]:
    """Return the addresses that a person has entered."""
    rows = Address.objects.filter(user=user_id)
    return {Channel(row.channel): unseal(bytes(row.sealed), place=ADDRESS_PLACE) for row in rows}
