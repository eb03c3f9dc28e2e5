"""Which cases have taken a hard turn, as conditions on cases and on requests."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from gridwarden.cases.domain.requests import RULED_BY, Standing, Station, Turn
from gridwarden.cases.domain.states import CaseState, ClosedHow
from gridwarden.cases.domain.supervision import OrderState
from gridwarden.cases.models import Order, Request, Ruling

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class Turned(StrEnum):
    """What a list of cases can be narrowed to."""

    SUSPENDED = "suspended"
    EXTENDED = "extended"
    SUPERVISED = "supervised"
    APPEALED = "appealed"
    RETURNED = "returned"
    MERGED = "merged"
    PARTED = "parted"
    FORCED = "forced"


def _asked(**wanted: str) -> Q:
    return Q(Exists(Request.objects.filter(case=OuterRef("pk"), **wanted)))


_SUPERVISING = Order.objects.filter(case=OuterRef("pk")).exclude(state=OrderState.SIGNED_OFF.value)
_CONDITIONS = {
    Turned.SUSPENDED: Q(state=CaseState.SUSPENDED.value),
    Turned.EXTENDED: _asked(turn=Turn.EXTENSION.value, standing=Standing.GRANTED.value),
    Turned.SUPERVISED: Q(Exists(_SUPERVISING)),
    Turned.APPEALED: _asked(turn=Turn.APPEAL.value),
    Turned.RETURNED: Q(return_count__gt=0),
    Turned.MERGED: Q(merged_into__isnull=False),
    Turned.PARTED: Q(open_parts__gt=0) | Q(closed_parts__gt=0),
    Turned.FORCED: Q(closed_how=ClosedHow.FORCED.value),
}


def condition(turned: Turned) -> Q:
    """Return the condition that a case has taken the turn."""
    return _CONDITIONS[turned]


def ruled_by(actor: Actor) -> Q:
    """Return the condition that a request waits for ``actor``: at the actor's station, of nobody's own."""
    mine = Q(pk__in=[])
    for station, permission in RULED_BY.items():
        if actor.may(permission) and not actor.is_contractor:
            here = Q(station=station.value)
            mine |= here & Q(unit__in=actor.unit_ids) if station is Station.LEAD else here
    ruled = Ruling.objects.filter(request=OuterRef("pk"), by=actor.user_id)
    return mine & Q(standing=Standing.WAITING.value) & ~Q(by=actor.user_id) & ~Q(Exists(ruled))


def awaits_ruling(actor: Actor) -> Q:
    """Return the condition that something is asked about a case on which ``actor`` rules."""
    return Q(Exists(Request.objects.filter(ruled_by(actor), case=OuterRef("pk"))))


def awaits_reply(actor: Actor) -> Q:
    """Return the condition that ``actor``'s unit has to answer an order on a case."""
    waiting = Order.objects.filter(case=OuterRef("pk"), state=OrderState.DEMANDED.value)
    return Q(Exists(waiting), owner_unit=actor.unit_id)


def awaits_sign_off() -> Q:
    """Return the condition that an order on a case has been answered."""
    return Q(Exists(Order.objects.filter(case=OuterRef("pk"), state=OrderState.REPLIED.value)))
