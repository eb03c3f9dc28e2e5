"""How the reader is told: choices, devices, addresses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.platform.notifications.models import Choice, Preference, Subscription
from gridwarden.platform.notifications.queries.reach import rules
from gridwarden.platform.notifications.ways import carriers
from gridwarden.platform.notifications.wording import kinds, sample_of

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.notifications.ports import Channel


@dataclass(frozen=True, slots=True)
class Device:
    """A browser that shows messages."""

    id: int
    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One kind of notice with, for every open channel, whether the reader is told over it."""

    kind: str
    words: str
    is_urgent: bool
    wanted: tuple[tuple[Channel, bool], ...]


def open_channels(actor: Actor) -> list[Channel]:
    """Return the channels that are set up and open in the actor's district."""
    known = rules(actor.district_id or 0)
    return [channel for channel in carriers() if known[channel].is_open]


def choices(actor: Actor) -> list[ChoiceRow]:
    """Return every kind with what holds for the reader; two SQL statements."""
    known = {channel: rule for channel, rule in rules(actor.district_id or 0).items() if channel in carriers()}
    chosen = {(row.kind, row.channel): row.is_wanted for row in Choice.objects.filter(user=actor.user_id)}
    rows = []
    for kind in kinds():
        wanted = tuple(
            (
                channel,
                chosen.get((kind.name, channel.value), rule.takes_unasked(is_urgent=kind.is_urgent)),
            )
            for channel, rule in known.items()
            if rule.is_open
        )
        rows.append(ChoiceRow(kind.name, sample_of(kind).text, kind.is_urgent, wanted))
    return rows


def preference(actor: Actor) -> Preference | None:
    """Return the reader's language and quiet hours, if set."""
    return Preference.objects.filter(user=actor.user_id).first()


def devices(actor: Actor) -> list[Device]:
    """Return the reader's browsers that show messages, latest first."""
    found = Subscription.objects.filter(user=actor.user_id).order_by("-since", "-pk")
    return [Device(one.pk, one.device, one.since) for one in found]
