"""What went out, what did not, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from gridwarden.platform.notifications.models import TROUBLED, Delivery, State
from gridwarden.platform.notifications.models.preference import ADDRESS_PLACE
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.wording import Told, Wording, worded
from gridwarden.platform.sealing import mask, unseal
from gridwarden.platform.ui.paging import Page, page

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One message on its way; ``who`` is a name, or an address that is mostly hidden."""

    id: int
    who: str
    channel: Channel
    wording: Wording
    told_at: datetime
    due_at: datetime
    sent_at: datetime | None
    state: State
    attempts: int
    error: str

    @property
    def is_troubled(self) -> bool:
        """Whether somebody should look at it."""
        return self.state.value in TROUBLED


def deliveries(
    actor: Actor, *, only_troubled: bool = False, channel: Channel | None = None, cursor: str | None = None
) -> Page[DeliveryRow]:
    """Return one page of the district's messages, latest first; one SQL statement."""
    found = Delivery.objects.filter(district_id=actor.district_id or 0).select_related("user")
    if only_troubled:
        found = found.filter(state__in=TROUBLED)
    if channel is not None:
        found = found.filter(channel=channel)
    return page(found, order=("-id",), cursor=cursor, size=30).map(_row)


def counts(actor: Actor) -> dict[State, int]:
    """Return how many messages of the district are in which state."""
    rows = Delivery.objects.filter(district_id=actor.district_id or 0).values_list("state").annotate(number=Count("id"))
    return {State(state): number for state, number in rows.order_by("state")}


def _row(delivery: Delivery) -> DeliveryRow:
    told = Told(
        kind=delivery.kind,
        at=delivery.told_at,
        subject_type=delivery.subject_type,
        subject_id=delivery.subject_id,
        params=delivery.params,
    )
    address = "" if delivery.user else unseal(bytes(delivery.sealed_address), place=ADDRESS_PLACE)
    return DeliveryRow(
        id=delivery.pk,
        who=delivery.user.display_name if delivery.user else mask(address),
        channel=Channel(delivery.channel),
        wording=worded(told),
        told_at=delivery.told_at,
        due_at=delivery.due_at,
        sent_at=delivery.sent_at,
        state=State(delivery.state),
        attempts=delivery.attempts,
        error=delivery.error,
    )
