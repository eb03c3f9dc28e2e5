"""What a platform above us says: a case is ours to do, to do again, or no longer ours, and how it was judged."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.actions import closure, escalation, registration
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import ENDED, CaseState
from gridwarden.cases.models import Case
from gridwarden.exchange.actions.posting import post
from gridwarden.exchange.domain.messages import MOST_PHOTOS, BadMessage, Kind, degrees, moment, text
from gridwarden.exchange.models import Mapped, Matter
from gridwarden.intake.actions import desk
from gridwarden.intake.actions.desk import Filed, NumberTaken
from gridwarden.intake.actions.reception import NewReport
from gridwarden.intake.domain.media import Medium
from gridwarden.intake.models import Filing
from gridwarden.menu.queries import menus
from gridwarden.platform.attachments.actions import store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from uuid import UUID

    from gridwarden.exchange.domain.messages import Message
    from gridwarden.exchange.models import Peer
    from gridwarden.platform.access import Actor

_NOT_REGISTERED = frozenset({CaseState.REPORTED, CaseState.VERIFIED})


def begin(peer: Peer, message: Message, *, by: Actor, at: datetime) -> Matter:
    """Open the case that a peer passes down, or find the one that came before as a transfer with this number."""
    if message.kind is not Kind.CASE:
        raise BadMessage("The first message about a case is the case.")
    said = message.payload
    number = text(said, "number", 80).strip()
    if not number:
        raise BadMessage("The case lacks its number.")
    try:
        with transaction.atomic():
            case_id = _open(peer, said, number, by=by, at=at)
    except NumberTaken:
        case_id = _known(peer, number)
    matter = Matter.objects.create(
        peer=peer, key=message.matter, case_id=case_id, their_number=number, due_at=moment(said, "due_at"), began_at=at
    )
    ours = Case.objects.values_list("number", flat=True).get(pk=case_id)
    post(matter, Kind.ACCEPTED, {"number": ours}, at=at)
    return matter


def _known(peer: Peer, number: str) -> int:
    """Return the open case that came with this number by another way, and is no matter of this exchange yet."""
    filings = Filing.objects.select_related("report__case").defer("report__case__search")
    case = filings.get(district=peer.district_id, sender=peer.name, external_number=number).report.case
    if CaseState(case.state) in ENDED or Matter.objects.filter(peer=peer, case=case).exists():
        raise BadMessage(f"number {number} is that of another case here; give this one its own.")
    return int(case.pk)


def _open(peer: Peer, said: dict[str, Any], number: str, *, by: Actor, at: datetime) -> int:
    report = NewReport(
        district_id=peer.district_id,
        channel=Source.TRANSFER,
        condition_id=_condition(peer, text(said, "category", 80), at),
        lon=degrees(said, "lon", 180),
        lat=degrees(said, "lat", 90),
        crs=Crs.CGCS2000,
        address=text(said, "address", 200),
        text=_words(said),
        photo_ids=stored(said, by=by, at=at, district_id=peer.district_id),
    )
    filed = Filed(
        report=report,
        medium=Medium.TRANSFER,
        sender=peer.name,
        external_number=number,
        external_due_at=moment(said, "due_at"),
    )
    return desk.take(by=by, at=at, filed=filed).case_id


def _words(said: dict[str, Any]) -> str:
    """Return what is the matter, and what the dispatcher above wants done about it."""
    instruction = text(said, "instruction")
    return "\n".join(filter(None, (text(said, "text"), f"→ {instruction}" if instruction else "")))


def stored(said: dict[str, Any], *, by: Actor, at: datetime, district_id: int) -> tuple[UUID, ...]:
    """Store the photos that travelled with a message."""
    photos = said.get("photos", [])
    if not isinstance(photos, list) or len(photos) > MOST_PHOTOS:
        raise BadMessage("These are no photos.")
    found = []
    for number, one in enumerate(photos, start=1):
        try:
            data = base64.b64decode(one["jpeg"], validate=True)
        except (KeyError, TypeError, ValueError, binascii.Error) as error:
            raise BadMessage("These are no photos.") from error
        found.append(store(by=by, at=at, data=data, filename=f"{number}.jpg", district_id=district_id).pk)
    return tuple(dict.fromkeys(found))


def _condition(peer: Peer, category: str, at: datetime) -> int | None:
    """Return the condition that the table of items names for the peer's word; without one the desk settles it."""
    ours = Mapped.objects.filter(peer=peer, table="item", theirs=category).values_list("ours", flat=True).first()
    item, _dot, condition = (ours or "").partition(".")
    lines = {
        (str(one.number), str(line.number)): line.id
        for one in menus.current(peer.district_id, at).items
        for line in one.conditions
    }
    return lines.get((item, condition))


def _rework(matter: Matter, message: Message, by: Actor, at: datetime) -> None:
    """Take the case up again, or have who works on it read what is still wrong."""
    reason = text(message.payload, "reason") or matter.peer.name
    if CaseState(matter.case.state) is CaseState.CLOSED:
        closure.reopen(by=by, at=at, case_id=matter.case_id, reason=reason)
    else:
        escalation.feed_back(by=by, at=at, case_id=matter.case_id, answer=reason)


def _withdrawn(matter: Matter, message: Message, by: Actor, at: datetime) -> None:
    reason = text(message.payload, "reason") or matter.peer.name
    Matter.objects.filter(pk=matter.pk).update(ended_at=at, ended_why=reason[:500])
    state = CaseState(matter.case.state)
    if state in _NOT_REGISTERED:
        registration.refuse(by=by, at=at, case_id=matter.case_id, reason=reason)
    elif state not in ENDED:
        closure.cancel(by=by, at=at, case_id=matter.case_id, reason=reason)


def _evaluated(matter: Matter, message: Message, by: Actor, at: datetime) -> None:
    del by, at
    said = message.payload
    Matter.objects.filter(pk=matter.pk).update(verdict=text(said, "verdict", 20), verdict_words=text(said, "words"))


APPLY: dict[Kind, Callable[[Matter, Message, Actor, datetime], None]] = {
    Kind.REWORK: _rework,
    Kind.WITHDRAWN: _withdrawn,
    Kind.EVALUATED: _evaluated,
}
