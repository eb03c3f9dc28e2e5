"""Send what waits in the outbox: in order for each case, again after a failure, until it is taken.

A message is claimed for a while, carried outside any transaction, and settled. A process killed in between leaves a
claim that runs out; the peer knows the message again and takes it once.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Exists, OuterRef

from gridwarden.exchange.actions.peers import KEY_PLACE
from gridwarden.exchange.domain import envelope
from gridwarden.exchange.domain.messages import Kind, Message, wait_after
from gridwarden.exchange.models import Matter, Outgoing, Peer
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments import files
from gridwarden.platform.attachments.files import Size
from gridwarden.platform.attachments.models import Attachment
from gridwarden.platform.audit.trail import record
from gridwarden.platform.notifications.adapters.http import ask
from gridwarden.platform.notifications.ports import NotCarried, Rejected
from gridwarden.platform.refusals import Conflict, NotFound
from gridwarden.platform.sealing import unseal

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: Longer than a message may take; then another worker tries.
LEASE = timedelta(seconds=60)
#: What is wrong with the message itself. A key that is not known yet or a clock that differs passes with time.
_UNFIT = ("HTTP 400", "HTTP 413", "HTTP 422")
#: Messages of one run; the next run goes on.
_MOST = 200


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message ready to travel."""

    address: str
    body: bytes
    headers: dict[str, str]


class NotWaiting(Conflict):
    """The message has been taken or left out."""

    code = "not_waiting"


class NoMessage(NotFound):
    """There is no such message."""

    code = "no_message"


def carry(parcel: Parcel) -> None:
    """Post a parcel; raise why it was not taken."""
    answer = ask(parcel.address, parcel.body, parcel.headers)
    if answer.body.get("status") not in {"taken", "known"}:
        raise Rejected("the answer is not one of this exchange")


def send_due(clock: Callable[[], datetime], *, by_way_of: Callable[[Parcel], None] = carry) -> int:
    """Send everything that is due; return how many messages were taken. A peer that does not answer is left alone."""
    taken, silent = 0, set[int]()
    for _ in range(_MOST):
        message = _claim(clock(), silent)
        if message is None:
            break
        peer = message.matter.peer
        try:
            by_way_of(_parcel(message, clock()))
        except NotCarried as failure:
            for_good = isinstance(failure, Rejected) and str(failure).startswith(_UNFIT)
            if not for_good:
                silent.add(peer.pk)
            _fail(message, str(failure), clock(), for_good=for_good)
        else:
            _settle(message, clock())
            taken += 1
    return taken


@transaction.atomic
def _claim(now: datetime, silent: set[int]) -> Outgoing | None:
    """Take the first message that is due and has none before it; nobody else takes it while the claim lasts."""
    waiting = Outgoing.objects.filter(taken_at=None, skipped_at=None)
    before = waiting.filter(matter=OuterRef("matter"), seq__lt=OuterRef("seq"))
    due = waiting.filter(next_at__lte=now, is_refused=False, matter__peer__is_active=True)
    due = due.exclude(matter__peer__in=silent).exclude(Exists(before)).select_related("matter__peer")
    message = due.select_for_update(of=("self",), skip_locked=True).order_by("next_at", "id").first()
    if message is not None:
        message.attempts += 1
        message.next_at = now + LEASE
        message.save(update_fields=["attempts", "next_at"])
    return message


def _parcel(message: Outgoing, now: datetime) -> Parcel:
    peer = message.matter.peer
    said = Message(
        id=message.message_id,
        matter=message.matter.key,
        seq=message.seq,
        kind=Kind(message.kind),
        at=message.at,
        payload=message.payload | _photos(message),
    )
    body = envelope.body_of(said.plain())
    sealed = envelope.seal(
        unseal(bytes(peer.our_key), place=KEY_PLACE), path=urlsplit(peer.address).path, body=body, at=now
    )
    return Parcel(peer.address, body, sealed.headers)


def _photos(message: Outgoing) -> dict[str, Any]:
    """Return the bytes of the photos that are still there."""
    if not message.photos:
        return {}
    found = []
    for one in Attachment.objects.filter(pk__in=message.photos).order_by("uploaded_at", "pk"):
        path = files.path_of(one.district_id, one.pk, Size.FULL)
        if path.is_file():
            found.append({"sha256": one.sha256, "jpeg": base64.b64encode(path.read_bytes()).decode()})
    return {"photos": found}


@transaction.atomic
def _settle(message: Outgoing, now: datetime) -> None:
    Outgoing.objects.filter(pk=message.pk).update(taken_at=now, error="")
    Peer.objects.filter(pk=message.matter.peer_id).update(reached_at=now)


@transaction.atomic
def _fail(message: Outgoing, why: str, now: datetime, *, for_good: bool) -> None:
    Outgoing.objects.filter(pk=message.pk, taken_at=None).update(
        error=why[:300], is_refused=for_good, next_at=now + wait_after(message.attempts)
    )


@transaction.atomic
def settle_by_hand(*, by: Actor, at: datetime, message_id: int, skip: bool) -> None:
    """Try a message again at once, or leave it out so that the ones behind it go on.

    Something empty goes in the place of a message that is left out. Where it was the case itself, which the peer
    never got, the whole matter ends.
    """
    by.require(Permission.EXCHANGE_MANAGE)
    messages = Outgoing.objects.select_for_update(of=("self",)).select_related("matter")
    message = messages.filter(pk=message_id, matter__peer__district=by.district_id).first()
    if message is None:
        raise NoMessage("There is no such message.")
    if message.taken_at or message.skipped_at:
        raise NotWaiting("The message has been taken or left out.")
    if skip and message.kind == Kind.CASE:
        Outgoing.objects.filter(matter=message.matter, taken_at=None).update(skipped_at=at, is_refused=False)
        Matter.objects.filter(pk=message.matter_id, ended_at=None).update(ended_at=at, ended_why=message.error)
    else:
        if skip:
            message.kind, message.payload, message.photos = Kind.NOTHING.value, {}, []
        message.is_refused, message.next_at = False, at
        message.save()
    record(
        "exchange.skipped" if skip else "exchange.retried",
        by=by,
        at=at,
        subject_type="case",
        subject_id=message.matter.case_id,
        message=str(message.message_id),
        seq=message.seq,
    )
