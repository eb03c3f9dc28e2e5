"""What a platform below us says: the case has a number there, how it goes, what came of it, or that it was wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions import dispatching, handling
from gridwarden.cases.domain.states import CaseState
from gridwarden.exchange.actions._down import stored
from gridwarden.exchange.domain.messages import Kind, text
from gridwarden.exchange.models import Mapped, Matter

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from gridwarden.exchange.domain.messages import Message
    from gridwarden.platform.access import Actor


def _accepted(matter: Matter, message: Message, by: Actor, at: datetime) -> None:
    Matter.objects.filter(pk=matter.pk).update(their_number=text(message.payload, "number", 80))
    if CaseState(matter.case.state) is CaseState.DISPATCHED and matter.case.owner_unit_id == matter.peer.unit_id:
        handling.accept(by=by, at=at, case_id=matter.case_id)


def _progress(matter: Matter, message: Message, by: Actor, at: datetime) -> None:
    del by, at
    said = text(message.payload, "state", 80)
    ours = Mapped.objects.filter(peer=matter.peer, table="state", theirs=said).values_list("ours", flat=True).first()
    Matter.objects.filter(pk=matter.pk).update(their_state=ours or said)


def _result(matter: Matter, message: Message, by: Actor, at: datetime) -> None:
    """Note the result and hand the work in with its photos; our own people check it."""
    words = text(message.payload, "text")
    Matter.objects.filter(pk=matter.pk).update(result=words, result_at=message.at)
    photos = stored(message.payload, by=by, at=at, district_id=matter.peer.district_id)
    if CaseState(matter.case.state) is CaseState.DISPATCHED:
        handling.accept(by=by, at=at, case_id=matter.case_id)
    handling.finish(by=by, at=at, case_id=matter.case_id, photos_after=photos, note=words)


def _returned(matter: Matter, message: Message, by: Actor, at: datetime) -> None:
    reason = text(message.payload, "reason") or matter.peer.name
    Matter.objects.filter(pk=matter.pk).update(ended_at=at, ended_why=reason[:500])
    dispatching.return_dispatch(by=by, at=at, case_id=matter.case_id, reason=reason)


def _judged(matter: Matter, message: Message, by: Actor, at: datetime) -> None:
    del by, at
    said = message.payload
    Matter.objects.filter(pk=matter.pk).update(verdict=text(said, "verdict", 20), verdict_words=text(said, "words"))


APPLY: dict[Kind, Callable[[Matter, Message, Actor, datetime], None]] = {
    Kind.ACCEPTED: _accepted,
    Kind.PROGRESS: _progress,
    Kind.RESULT: _result,
    Kind.RETURNED: _returned,
    Kind.JUDGED: _judged,
}
