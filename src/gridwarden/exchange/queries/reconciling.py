"""Whether both sides tell the same: what runs, what waits, what was refused, where our case could not follow."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from gridwarden.cases.domain.states import CaseState
from gridwarden.exchange.domain.messages import Kind, Role
from gridwarden.exchange.models import Incoming, Mapped, Matter, Outgoing, Peer
from gridwarden.platform.access import Permission
from gridwarden.platform.refusals import NotFound
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


class PeerUnknown(NotFound):
    """There is no such platform."""

    code = "no_peer"


class Point(StrEnum):
    """The points of the reconciliation report."""

    RUNNING = "running"
    WAITING = "waiting"
    REFUSED = "refused"
    NOTED = "noted"
    NO_RESULT = "no_result"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerRow:
    """One platform."""

    id: int
    code: str
    name: str
    role: Role
    unit_id: int | None
    unit_name: str
    agent: str
    address: str
    our_public_key: str
    their_key: str
    is_active: bool
    heard_at: datetime | None
    reached_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """One shared case."""

    id: int
    key: str
    case_id: int
    case_number: str
    case_state: CaseState
    their_number: str
    their_state: str
    due_at: datetime | None
    result_at: datetime | None
    verdict: str
    ended_why: str
    sent: int
    taken: int
    began_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One message, of ours or theirs."""

    id: int
    is_ours: bool
    seq: int
    kind: Kind
    at: datetime
    #: When it was taken at the other end.
    taken_at: datetime | None
    attempts: int
    next_at: datetime | None
    problem: str
    is_refused: bool
    is_waiting: bool


def peers(actor: Actor) -> list[PeerRow]:
    """Return the district's platforms; one SQL statement."""
    actor.require(Permission.EXCHANGE_SEE)
    found = Peer.objects.filter(district=actor.district_id).select_related("unit", "agent").order_by("name", "pk")
    return [_peer(one) for one in found]


def peer(actor: Actor, peer_id: int) -> PeerRow:
    """Return one platform; one SQL statement."""
    actor.require(Permission.EXCHANGE_SEE)
    found = Peer.objects.filter(pk=peer_id, district=actor.district_id).select_related("unit", "agent").first()
    if found is None:
        raise PeerUnknown("There is no such platform.")
    return _peer(found)


def words(peer_id: int, table: str) -> list[str]:
    """Return a mapping table as lines."""
    rows = Mapped.objects.filter(peer=peer_id, table=table).order_by("theirs", "pk").values_list("theirs", "ours")
    return [f"{theirs} = {ours}" for theirs, ours in rows]


def report(actor: Actor, peer_id: int, now: datetime) -> dict[Point, int]:
    """Return the numbers of the reconciliation report; one statement for each point."""
    actor.require(Permission.EXCHANGE_SEE)
    return {point: _at(peer_id, point, now).count() for point in Point}


def matters(
    actor: Actor, peer_id: int, now: datetime, *, point: Point | None = None, cursor: str | None = None
) -> Page[MatterRow]:
    """Return the cases shared with a platform, latest first; one SQL statement."""
    actor.require(Permission.EXCHANGE_SEE)
    found = _at(peer_id, point, now).filter(peer__district=actor.district_id)
    found = found.select_related("case").defer("case__search")
    return paging.page(found, order=("-began_at", "-id"), cursor=cursor).map(_matter)


def messages(actor: Actor, matter_id: int) -> tuple[MatterRow, list[MessageRow]]:
    """Return a shared case with both sides' messages in order of time; three SQL statements."""
    actor.require(Permission.EXCHANGE_SEE)
    found = Matter.objects.filter(pk=matter_id, peer__district=actor.district_id).select_related("case")
    matter = found.defer("case__search").first()
    if matter is None:
        raise PeerUnknown("There is no such case.")
    ours = [_ours(one) for one in Outgoing.objects.filter(matter=matter).order_by("seq")]
    theirs = [_theirs(one) for one in Incoming.objects.filter(matter=matter).order_by("seq")]
    return _matter(matter), sorted([*ours, *theirs], key=lambda one: (one.at, one.seq))


def _at(peer_id: int, point: Point | None, now: datetime) -> QuerySet[Matter]:
    """Return the matters of a platform that stand at a point of the report."""
    of_matter = Outgoing.objects.filter(matter=OuterRef("pk"))
    waiting = of_matter.filter(taken_at=None, skipped_at=None)
    noted = Incoming.objects.filter(matter=OuterRef("pk")).exclude(note="")
    open_still = Q(ended_at=None, result_at=None)
    conditions = {
        Point.RUNNING: open_still & ~Q(case__state=CaseState.CLOSED.value),
        Point.WAITING: Q(Exists(waiting)),
        Point.REFUSED: Q(Exists(waiting.filter(is_refused=True))),
        Point.NOTED: Q(Exists(noted)),
        Point.NO_RESULT: open_still & Q(due_at__lt=now) & ~Q(Exists(of_matter.filter(kind=Kind.RESULT.value))),
        Point.ENDED: Q(ended_at__isnull=False),
    }
    return Matter.objects.filter(conditions[point] if point else Q(), peer=peer_id)


def _peer(one: Peer) -> PeerRow:
    return PeerRow(
        id=one.pk,
        code=one.code,
        name=one.name,
        role=Role(one.role),
        unit_id=one.unit_id,
        unit_name=one.unit.name if one.unit else "",
        agent=one.agent.username,
        address=one.address,
        our_public_key=one.our_public_key,
        their_key=one.their_key,
        is_active=one.is_active,
        heard_at=one.heard_at,
        reached_at=one.reached_at,
    )


def _matter(one: Matter) -> MatterRow:
    return MatterRow(
        id=one.pk,
        key=str(one.key),
        case_id=one.case_id,
        case_number=one.case.number,
        case_state=CaseState(one.case.state),
        their_number=one.their_number,
        their_state=one.their_state,
        due_at=one.due_at,
        result_at=one.result_at,
        verdict=one.verdict,
        ended_why=one.ended_why,
        sent=one.sent_seq,
        taken=one.taken_seq,
        began_at=one.began_at,
    )


def _ours(one: Outgoing) -> MessageRow:
    return MessageRow(
        id=one.pk,
        is_ours=True,
        seq=one.seq,
        kind=Kind(one.kind),
        at=one.at,
        taken_at=one.taken_at,
        attempts=one.attempts,
        next_at=one.next_at,
        problem=one.error,
        is_refused=one.is_refused,
        is_waiting=one.taken_at is None and one.skipped_at is None,
    )


def _theirs(one: Incoming) -> MessageRow:
    return MessageRow(
        id=one.pk,
        is_ours=False,
        seq=one.seq,
        kind=Kind(one.kind),
        at=one.at,
        taken_at=one.taken_at,
        attempts=1,
        next_at=None,
        problem=one.note,
        is_refused=False,
        is_waiting=False,
    )
