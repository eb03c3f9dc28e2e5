"""How a person wants to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from gridwarden.platform.notifications.actions.telling import AddressUnfit
from gridwarden.platform.notifications.models import Address, Choice, Preference
from gridwarden.platform.notifications.models.preference import ADDRESS_PLACE
from gridwarden.platform.notifications.ways import carriers
from gridwarden.platform.refusals import Invalid
from gridwarden.platform.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import time

    from gridwarden.platform.access import Actor
    from gridwarden.platform.notifications.ports import Channel


class QuietHoursBroken(Invalid):
    """Quiet hours need both ends, and the two must differ."""

    code = "quiet_hours_broken"


@transaction.atomic
def keep(
    *,
    by: Actor,
    language: str,
    quiet_from: time | None,
    quiet_to: time | None,
    addresses: Mapping[Channel, str],
) -> None:
    """Set the language of one's messages, the hours in which only what is urgent comes, and where one is reached."""
    if (quiet_from is None) != (quiet_to is None) or (quiet_from is not None and quiet_from == quiet_to):
        raise QuietHoursBroken("Quiet hours have a beginning and another end.")
    Preference.objects.update_or_create(
        user_id=by.user_id or 0, defaults={"language": language, "quiet_from": quiet_from, "quiet_to": quiet_to}
    )
    for channel, address in addresses.items():
        _reach_at(by, channel, address)


@transaction.atomic
def choose(*, by: Actor, wanted: Mapping[tuple[str, Channel], bool]) -> None:
    """Set which kinds one wants over which channels; what equals the district's rule need not be given."""
    Choice.objects.bulk_create(
        [
            Choice(user_id=by.user_id or 0, kind=kind, channel=channel.value, is_wanted=is_wanted)
            for (kind, channel), is_wanted in sorted(wanted.items())
        ],
        update_conflicts=True,
        unique_fields=["user", "kind", "channel"],
        update_fields=["is_wanted"],
    )


def _reach_at(by: Actor, channel: Channel, address: str) -> None:
    """Set where one is reached over ``channel``; an empty address takes it back."""
    carrier = carriers().get(channel)
    if address and (carrier is None or not carrier.check_address(address)):
        raise AddressUnfit(
            f"This is no address for {channel}.", **{channel.value: "This is no address for this channel."}
        )
    mine = Address.objects.filter(user=by.user_id, channel=channel)
    if not address:
        mine.delete()
        return
    Address.objects.update_or_create(
        user_id=by.user_id or 0, channel=channel.value, defaults={"sealed": seal(address, place=ADDRESS_PLACE)}
    )
