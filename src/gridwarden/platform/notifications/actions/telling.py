"""Tell people something, and note that they have read it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction

from gridwarden.platform.notifications.models import Delivery, Notice
from gridwarden.platform.notifications.models.preference import ADDRESS_PLACE
from gridwarden.platform.notifications.outbox import wake
from gridwarden.platform.notifications.queries import reach
from gridwarden.platform.notifications.ways import carriers
from gridwarden.platform.notifications.wording import check_known, kind_of
from gridwarden.platform.refusals import Invalid, NotFound
from gridwarden.platform.sealing import blind_index, seal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.notifications.ports import Channel


class NoSuchNotice(NotFound):
    """The reader has no such notice."""

    code = "no_such_notice"


class AddressUnfit(Invalid):
    """An address is none of its channel."""

    code = "message_address_unfit"


def notify(
    *,
    user_ids: Iterable[int],
    kind: str,
    at: datetime,
    district_id: int,
    subject_type: str,
    subject_id: int | None,
    params: Mapping[str, Any],
    dedupe_key: str,
) -> None:
    """Tell each account once; whoever was told under ``dedupe_key`` before is not told again, over no channel.

    ``params`` must be JSON-ready and free of reporters' personal data. Call it inside the action's
    transaction, so that nobody hears of what did not happen.
    """
    check_known(kind)
    told = {
        "district_id": district_id,
        "kind": kind,
        "subject_type": subject_type,
        "subject_id": subject_id,
        "params": dict(params),
        "dedupe_key": dedupe_key,
    }
    everybody = sorted(set(user_ids))
    is_urgent = _is_urgent(kind)
    outgoing = [
        Delivery(
            user_id=way.user_id,
            recipient=f"user:{way.user_id}",
            channel=way.channel.value,
            language=way.language,
            due_at=way.due_at,
            told_at=at,
            is_urgent=is_urgent,
            **told,
        )
        for way in reach.ways(everybody, kind=kind, is_urgent=is_urgent, district_id=district_id, at=at)
    ]
    with transaction.atomic(savepoint=False):
        notices = [Notice(user_id=user_id, at=at, **told) for user_id in everybody]
        Notice.objects.bulk_create(notices, ignore_conflicts=True)
        _put_out(outgoing)


def send_to_address(
    *,
    channel: Channel,
    address: str,
    kind: str,
    params: Mapping[str, Any],
    dedupe_key: str,
    at: datetime,
    district_id: int,
    subject_type: str,
    subject_id: int | None,
    language: str = "",
) -> bool:
    """Tell somebody without an account, once per ``dedupe_key``; return whether the channel is there to do it.

    The address is kept sealed. An address that the channel does not know as one is refused.
    """
    check_known(kind)
    carrier = carriers().get(channel)
    if carrier is None or not reach.rules(district_id)[channel].is_open:
        return False
    if not carrier.check_address(address):
        raise AddressUnfit(f"This is no address for {channel}.")
    delivery = Delivery(
        district_id=district_id,
        recipient=f"to:{blind_index(address, place=ADDRESS_PLACE).hex()}",
        sealed_address=seal(address, place=ADDRESS_PLACE),
        channel=channel.value,
        kind=kind,
        subject_type=subject_type,
        subject_id=subject_id,
        params=dict(params),
        dedupe_key=dedupe_key,
        language=language or settings.LANGUAGE_CODE,
        is_urgent=_is_urgent(kind),
        told_at=at,
        due_at=at,
    )
    with transaction.atomic(savepoint=False):
        _put_out([delivery])
    return True


def _is_urgent(kind: str) -> bool:
    found = kind_of(kind)
    return found is not None and found.is_urgent


def _put_out(deliveries: list[Delivery]) -> None:
    """Write what is to go out, each recipient once per channel and key, and wake the worker at the commit."""
    if deliveries:
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        wake()


def mark_read(*, by: Actor, at: datetime, notice_id: int) -> Notice:
    """Note that the reader has seen one notice; a second reading keeps the first moment."""
    notice = Notice.objects.filter(pk=notice_id, user=by.user_id).first()
    if notice is None:
        raise NoSuchNotice("There is no such notice.")
    Notice.objects.filter(pk=notice_id, read_at=None).update(read_at=at)
    return notice


def mark_all_read(*, by: Actor, at: datetime, up_to: int) -> int:
    """Note that the reader has seen everything up to the notice ``up_to``; return how many were new.

    The bound keeps what arrived after the page was drawn unread.
    """
    return Notice.objects.filter(user=by.user_id, read_at=None, pk__lte=up_to).update(read_at=at)
