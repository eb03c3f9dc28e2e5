"""Take a message of a peer: once, in order, and only when it is signed."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gridwarden.exchange.actions import _down, _up
from gridwarden.exchange.actions.peers import NoPeer
from gridwarden.exchange.domain import envelope
from gridwarden.exchange.domain.envelope import BadSignature
from gridwarden.exchange.domain.messages import DOWN, BadMessage, Kind, Message, OutOfOrder, Role, read
from gridwarden.exchange.models import Incoming, Matter, Nonce, Peer
from gridwarden.platform.refusals import Conflict, Refusal
from gridwarden.workforce.queries.actors import actor_for

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.exchange.domain.envelope import Envelope
    from gridwarden.platform.access import Actor

_APPLY = _down.APPLY | _up.APPLY


class AgentMissing(Conflict):
    """The account that acts for the peer here has left or is closed; another is to be chosen."""

    code = "agent_missing"


def receive(*, code: str, path: str, body: bytes, sealed: Envelope, at: datetime) -> str:
    """Take a message and return ``taken``, or ``known`` for one that was taken before.

    Raises:
        NoPeer: nobody of this code may speak to us.
        BadSignature: the signature does not fit, is old, or was used before.
        BadMessage: the body is no message, or not one that this peer may send.
        OutOfOrder: an earlier message of the case is missing; the peer sends it first.
        AgentMissing: nobody can act for the peer here; it sends the message again later.
    """
    peer = Peer.objects.filter(code=code, is_active=True).first()
    if peer is None:
        raise NoPeer("There is no such platform.")
    envelope.verify(peer.their_key, sealed, path=path, body=body, now=at)
    _use_nonce(peer, sealed.nonce, at)
    message = _message(body)
    if message.kind is not Kind.NOTHING and (message.kind in DOWN) is not (peer.role == Role.ABOVE):
        raise BadMessage("This peer sends no such messages.")
    return _take(peer, message, hashlib.sha256(body).hexdigest(), at)


def _message(body: bytes) -> Message:
    try:
        return read(json.loads(body))
    except (ValueError, RecursionError) as error:
        raise BadMessage("The body is no JSON.") from error


@transaction.atomic
def _use_nonce(peer: Peer, nonce: str, at: datetime) -> None:
    """Note the nonce; kept even when the message is refused, so that no recorded request is ever heard twice."""
    try:
        with transaction.atomic():
            Nonce.objects.create(peer=peer, nonce=nonce, at=at)
    except IntegrityError:
        raise BadSignature("This request was heard before.") from None


@transaction.atomic
def _take(peer: Peer, message: Message, digest: str, at: datetime) -> str:
    # One message of a peer at a time: the first about a case makes what the others stand on.
    Peer.objects.select_for_update().get(pk=peer.pk)
    by = actor_for(peer.agent, at)
    if by.district_id != peer.district_id or not peer.agent.is_active:
        raise AgentMissing("agent_missing: nobody acts for this platform here; choose an account for it.")
    matter = Matter.objects.select_for_update().filter(peer=peer, key=message.matter).first()
    expected = matter.taken_seq + 1 if matter else 1
    if message.seq < expected:
        return "known"
    if message.seq > expected:
        raise OutOfOrder(f"out_of_order: message {expected} of this case is missing.")
    if matter is None:
        matter, note = _down.begin(peer, message, by=by, at=at), ""
    else:
        note = _apply(matter, message, by, at)
    Matter.objects.filter(pk=matter.pk).update(taken_seq=message.seq)
    Incoming.objects.create(
        matter=matter,
        seq=message.seq,
        message_id=message.id,
        kind=message.kind.value,
        digest=digest,
        at=message.at,
        taken_at=at,
        note=note,
    )
    Peer.objects.filter(pk=peer.pk).update(heard_at=at)
    return "taken"


def _apply(matter: Matter, message: Message, by: Actor, at: datetime) -> str:
    """Let our case follow; where it cannot, the message is taken all the same and the report says why."""
    if message.kind is Kind.CASE:
        raise BadMessage("This case is here already.")
    if message.kind is Kind.NOTHING:
        return "left out by the peer"
    try:
        with transaction.atomic():
            _APPLY[message.kind](matter, message, by, at)
    except BadMessage:
        raise
    except Refusal as refusal:
        return f"{refusal.code}: {refusal.message}"[:300]
    return ""


def forget_nonces(*, at: datetime) -> int:
    """Forget nonces whose signatures count no more."""
    deleted, _ = Nonce.objects.filter(at__lt=at - 2 * envelope.WINDOW - timedelta(minutes=1)).delete()
    return deleted
