"""Supervision orders (督办): what is demanded of the unit that has a case, its answer, and the sign-off."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from gridwarden.cases.domain.deadlines import WARN_FRACTION
from gridwarden.cases.domain.errors import NotYourCase, WrongDay
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import Conflict, NotFound

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor


class Urgency(StrEnum):
    """How pressing an order is."""

    ORDINARY = "ordinary"
    URGENT = "urgent"


class OrderState(StrEnum):
    """Where an order stands."""

    DEMANDED = "demanded"
    REPLIED = "replied"
    SIGNED_OFF = "signed_off"


class OrderNotFound(NotFound):
    """There is no such order, or the actor may not know of it."""

    code = "order_not_found"


class OrderMovedOn(Conflict):
    """The order does not stand where this step begins."""

    code = "order_moved_on"


def check_reply_by(reply_by: datetime, at: datetime) -> None:
    """Refuse a time to reply that has passed."""
    if reply_by <= at:
        raise WrongDay("The time to reply has passed.", reply_by="must lie ahead")


def warned_at(at: datetime, reply_by: datetime) -> datetime:
    """Return when the light of a demand turns yellow: after as large a part of its time as with every other limit."""
    return at + (reply_by - at) * WARN_FRACTION


def check_replier(actor: Actor, owner_unit_id: int) -> None:
    """Refuse unless the actor answers for the unit that has the case."""
    if not actor.may(Permission.CASE_DISPATCH):
        actor.require(Permission.CASE_HANDLE)
    if actor.unit_id != owner_unit_id:
        raise NotYourCase("The case belongs to another unit.")
