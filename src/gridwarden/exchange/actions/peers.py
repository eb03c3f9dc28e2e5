"""Keep the platforms that we exchange with, their keys and their words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction

from gridwarden.exchange.actions import passing
from gridwarden.exchange.domain import envelope
from gridwarden.exchange.domain.messages import Role
from gridwarden.exchange.models import Mapped, Peer
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record
from gridwarden.platform.refusals import Conflict, Invalid, NotFound
from gridwarden.platform.sealing import seal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from gridwarden.platform.access import Actor

#: Our private key is sealed for this place.
KEY_PLACE = "exchange.key"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class NoPeer(NotFound):
    """There is no such platform."""

    code = "no_peer"


class PeerKnown(Conflict):
    """Code, name or unit belong to another platform already."""

    code = "peer_known"


class BadAddress(Invalid):
    """A platform is reached by HTTPS."""

    code = "bad_address"


class PeerUnfit(Invalid):
    """A platform below us needs a unit, any other none; and it speaks only with its key."""

    code = "peer_unfit"


class BadWords(Invalid):
    """A line of a mapping table reads ``their word = our word``."""

    code = "bad_words"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerData:
    """What is entered about a platform."""

    code: str
    name: str
    role: Role
    agent_id: int
    address: str
    unit_id: int | None = None
    their_key: str = ""
    is_active: bool = False


@transaction.atomic
def put(*, by: Actor, at: datetime, data: PeerData, peer_id: int | None = None) -> Peer:
    """Enter a platform, or change one; a new one gets a key pair of its own.

    Switched on, it is passed what was dispatched to it before.
    """
    by.require(Permission.EXCHANGE_MANAGE)
    key = envelope.check_key(data.their_key) if data.their_key.strip() else ""
    _check_address(data.address)
    if (data.unit_id is not None) is not (data.role is Role.BELOW):
        raise PeerUnfit("A platform below us needs a unit, one above us none.", unit_id="does not fit the role")
    if data.is_active and not key:
        raise PeerUnfit("A platform speaks only with its key.", their_key="is missing")
    peer = _get(by, peer_id) if peer_id is not None else _new(by)
    was_active = peer.is_active
    peer.code, peer.name, peer.role, peer.agent_id = data.code, data.name.strip(), data.role.value, data.agent_id
    peer.address, peer.unit_id, peer.their_key, peer.is_active = data.address, data.unit_id, key, data.is_active
    try:
        with transaction.atomic():
            peer.save()
    except IntegrityError:
        raise PeerKnown("Code, name or unit belong to another platform already.", code="is taken") from None
    record(
        "exchange.peer_set",
        by=by,
        at=at,
        subject_type="peer",
        subject_id=peer.pk,
        code=peer.code,
        active=peer.is_active,
        their_key=peer.their_key,
    )
    if peer.is_active and not was_active:
        passing.catch_up(peer, at=at)
    return peer


@transaction.atomic
def renew_key(*, by: Actor, at: datetime, peer_id: int) -> Peer:
    """Make a new key pair; until the peer knows the public one, our messages wait."""
    by.require(Permission.EXCHANGE_MANAGE)
    peer = _get(by, peer_id)
    _give_key(peer)
    peer.save(update_fields=["our_key", "our_public_key"])
    record("exchange.key_renewed", by=by, at=at, subject_type="peer", subject_id=peer.pk, public=peer.our_public_key)
    return peer


@transaction.atomic
def map_words(*, by: Actor, at: datetime, peer_id: int, table: str, lines: Iterable[str]) -> int:
    """Replace a mapping table by the lines ``their word = our word``; return how many there are."""
    by.require(Permission.EXCHANGE_MANAGE)
    peer = _get(by, peer_id)
    pairs = [_pair(line) for line in lines if line.strip()]
    if len({theirs for theirs, _ours in pairs}) != len(pairs):
        raise BadWords("A word stands twice.", lines="holds a word twice")
    Mapped.objects.filter(peer=peer, table=table).delete()
    Mapped.objects.bulk_create(Mapped(peer=peer, table=table, theirs=theirs, ours=ours) for theirs, ours in pairs)
    record("exchange.words_set", by=by, at=at, subject_type="peer", subject_id=peer.pk, table=table, lines=len(pairs))
    return len(pairs)


def _pair(line: str) -> tuple[str, str]:
    theirs, equals, ours = (part.strip() for part in line.partition("="))
    if not (theirs and equals and ours) or max(len(theirs), len(ours)) > 80:  # noqa: PLR2004 - the column's width
        raise BadWords("Write each line as: their word = our word.", lines=f"cannot be read: {line[:60]}")
    return theirs, ours


def _new(by: Actor) -> Peer:
    peer = Peer(district_id=by.district_id or 0)
    _give_key(peer)
    return peer


def _give_key(peer: Peer) -> None:
    private, public = envelope.new_key()
    peer.our_key, peer.our_public_key = seal(private, place=KEY_PLACE), public


def _get(by: Actor, peer_id: int) -> Peer:
    peer = Peer.objects.select_for_update().filter(pk=peer_id, district=by.district_id).first()
    if peer is None:
        raise NoPeer("There is no such platform.")
    return peer


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    if not is_safe or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise BadAddress("A platform is reached by HTTPS.", address="is no address that begins with https://")
