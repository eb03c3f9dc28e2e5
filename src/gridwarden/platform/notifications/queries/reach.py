"""Who is to be told over which channel, and from when on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from gridwarden.platform.notifications.domain.timing import QuietHours, first_due
from gridwarden.platform.notifications.models import Address, ChannelRule, Choice, Preference, Reach, Subscription
from gridwarden.platform.notifications.ports import Channel
from gridwarden.platform.notifications.ways import carriers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """What a district lets out over a channel."""

    is_open: bool
    reach: Reach
    per_minute: int

    def takes_unasked(self, *, is_urgent: bool) -> bool:
        """Return whether those who have chosen nothing hear of such a message over the channel."""
        return self.reach is Reach.ALL or (self.reach is Reach.URGENT and is_urgent)


@dataclass(frozen=True, slots=True)
class Way:
    """One person over one channel."""

    user_id: int
    channel: Channel
    language: str
    due_at: datetime


#: What holds where a district has set nothing: phones hear everything, mail what is urgent, and what costs
#: money goes only to those who ask for it.
USUAL = {
    Channel.PUSH: Rule(is_open=True, reach=Reach.ALL, per_minute=1200),
    Channel.EMAIL: Rule(is_open=True, reach=Reach.URGENT, per_minute=120),
    Channel.SMS: Rule(is_open=True, reach=Reach.NONE, per_minute=60),
    Channel.WECHAT: Rule(is_open=True, reach=Reach.NONE, per_minute=120),
}


def rules(district_id: int) -> dict[Channel, Rule]:
    """Return the rule of every channel; one SQL statement."""
    own = {row.channel: row for row in ChannelRule.objects.filter(district_id=district_id)}
    return {
        channel: Rule(own[channel].is_open, Reach(own[channel].reach), own[channel].per_minute)
        if channel in own
        else usual
        for channel, usual in USUAL.items()
    }


def ways(user_ids: Collection[int], *, kind: str, is_urgent: bool, district_id: int, at: datetime) -> Iterator[Way]:
    """Return over which channels each person hears of a notice.

    A fixed number of statements: none without channels, one where nobody is reached outside.
    """
    channels = set(carriers())
    # First what most often ends the matter: that nobody has an address outside.
    reachable = _reachable(user_ids, channels) if channels and user_ids else set()
    if not reachable:
        return
    open_rules = {channel: rule for channel, rule in rules(district_id).items() if channel in channels and rule.is_open}
    chosen = _chosen(user_ids, kind)
    preferences = {row.user_id: row for row in Preference.objects.filter(user__in=user_ids)}
    for user_id in sorted(user_ids):
        preference = preferences.get(user_id)
        language = preference.language if preference else settings.LANGUAGE_CODE
        due_at = first_due(at, quiet_of(preference), is_urgent=is_urgent, zone=timezone.get_default_timezone())
        for channel, rule in open_rules.items():
            wanted = chosen.get((user_id, channel), rule.takes_unasked(is_urgent=is_urgent))
            if wanted and (user_id, channel) in reachable:
                yield Way(user_id, channel, language, due_at)


def quiet_of(preference: Preference | None) -> QuietHours | None:
    """Return the person's quiet hours, if they have any."""
    if preference is None or preference.quiet_from is None or preference.quiet_to is None:
        return None
    return QuietHours(preference.quiet_from, preference.quiet_to)


def _chosen(user_ids: Collection[int], kind: str) -> dict[tuple[int, str], bool]:
    rows = Choice.objects.filter(user__in=user_ids, kind=kind)
    return {(row.user_id, row.channel): row.is_wanted for row in rows}


def _reachable(user_ids: Collection[int], channels: Collection[Channel]) -> set[tuple[int, str]]:
    """Return who has an address on which of ``channels``: their own, or the one in their account."""
    found: set[tuple[int, str]] = set()
    if Channel.PUSH in channels:
        subscribed = Subscription.objects.filter(user__in=user_ids).values_list("user_id", flat=True).distinct()
        found |= {(user_id, Channel.PUSH) for user_id in subscribed}
    if set(channels) - {Channel.PUSH}:
        found |= set(Address.objects.filter(user__in=user_ids).values_list("user_id", "channel"))
        found |= _in_account(user_ids)
    return found


def _in_account(user_ids: Collection[int]) -> set[tuple[int, str]]:
    accounts = get_user_model().objects.filter(pk__in=user_ids).values_list("pk", "email", "phone")
    return {
        (user_id, channel)
        for user_id, email, phone in accounts
        for channel, address in ((Channel.EMAIL, email), (Channel.SMS, phone))
        if address
    }
