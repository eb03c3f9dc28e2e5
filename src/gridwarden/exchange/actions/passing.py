"""Tell the peers of a case what happens to it here."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db.models import Exists, OuterRef

from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Case, Evidence, EvidenceKind, Step
from gridwarden.exchange.actions.posting import post
from gridwarden.exchange.domain.messages import Kind, Role
from gridwarden.exchange.models import Mapped, Matter, Peer

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.cases.events import CaseClosed, CaseMoved
    from gridwarden.intake.events import AnswerSent, ReporterJudged, TransferReturned

#: The peer took the case away itself, or it comes back for another round: nothing is withdrawn.
_NO_WITHDRAWAL = frozenset({"return_dispatch", "reopen", "close"})
#: Moves that end a case without anybody looking at the work.
_DROPPED = frozenset({CaseState.CANCELLED, CaseState.MERGED})


def moved(event: CaseMoved) -> None:
    """Pass a case down that goes to a peer's unit, withdraw one that leaves it, tell a peer above how it goes."""
    _tell_above(event)
    here = _live(event.case_id, Role.BELOW)
    if event.state == CaseState.DISPATCHED:
        peer = Peer.objects.filter(unit=event.owner_unit_id, is_active=True).first()
        if peer is not None:
            _pass_down(peer, event.case_id, _note(event), event.at)
            here = [one for one in here if one.peer_id != peer.pk]
        if event.move not in _NO_WITHDRAWAL:
            _withdraw(here, event)
    elif CaseState(event.state) in _DROPPED or (event.move == "recall" and here):
        _withdraw(here, event)


def catch_up(peer: Peer, *, at: datetime) -> int:
    """Pass down what was dispatched to the peer's unit while the exchange was off and nobody began; return how many."""
    if not peer.is_active or peer.unit_id is None:
        return 0
    passed = Matter.objects.filter(peer=peer, case=OuterRef("pk"), ended_at=None)
    standing = Case.objects.filter(owner_unit=peer.unit_id, state=CaseState.DISPATCHED.value).exclude(Exists(passed))
    found = list(standing.order_by("dispatched_at", "pk").values_list("pk", "version"))
    for case_id, version in found:
        _pass_down(peer, case_id, _note_of(case_id, version), at)
    return len(found)


def _pass_down(peer: Peer, case_id: int, note: str, at: datetime) -> None:
    """Send the case, or what is to be done again of one that the peer has."""
    live = Matter.objects.filter(peer=peer, case=case_id, ended_at=None).first()
    if live is not None and live.began_at >= at:
        return  # caught up with before the news of the dispatch arrived
    if live is not None:
        post(live, Kind.REWORK, {"reason": note}, at=at)
        return
    case = Case.objects.select_related("condition__item").defer("search").get(pk=case_id)
    before = Matter.objects.filter(peer=peer, case=case).count()
    number = f"{case.number}-{before + 1}" if before else case.number
    matter = Matter.objects.create(peer=peer, key=uuid4(), case=case, due_at=case.due_at, began_at=at)
    payload = {
        "number": number,
        "text": case.description,
        "address": case.address,
        "lon": case.place.x,
        "lat": case.place.y,
        "due_at": case.due_at.isoformat() if case.due_at else None,
        "category": _category(peer, case),
        "instruction": note,
    }
    post(matter, Kind.CASE, payload, at=at, photos=_photos(case.pk, EvidenceKind.BEFORE))


def _category(peer: Peer, case: Case) -> str:
    """Return the peer's word for the case's item, else ours."""
    if case.condition is None:
        return ""
    ours = f"{case.condition.item.number}.{case.condition.number}"
    theirs = Mapped.objects.filter(peer=peer, table="item", ours=ours).order_by("pk").values_list("theirs", flat=True)
    return theirs.first() or ours


def _withdraw(matters: list[Matter], event: CaseMoved) -> None:
    for matter in matters:
        post(matter, Kind.WITHDRAWN, {"reason": _note(event)}, at=event.at)
        Matter.objects.filter(pk=matter.pk).update(ended_at=event.at, ended_why=_note(event)[:500])


def _tell_above(event: CaseMoved) -> None:
    if event.state == event.from_state:
        return
    for matter in _live(event.case_id, Role.ABOVE):
        theirs = Mapped.objects.filter(peer=matter.peer_id, table="state", ours=event.state)
        word = theirs.order_by("pk").values_list("theirs", flat=True).first() or event.state
        post(matter, Kind.PROGRESS, {"state": word, "move": event.move}, at=event.at)


def closed(event: CaseClosed) -> None:
    """Tell the peer below how its work was judged."""
    note = _note_of(event.case_id, event.version)
    for matter in _live(event.case_id, Role.BELOW):
        post(matter, Kind.EVALUATED, {"verdict": event.how, "words": note}, at=event.at)


def answered(event: AnswerSent) -> None:
    """Pass the approved answer up with the photos of the work."""
    if event.move not in {"close", "force_close"}:
        return
    photos = _photos(event.case_id, EvidenceKind.AFTER) or _photos(event.case_id, EvidenceKind.CHECK)
    for matter in _live(event.case_id, Role.ABOVE):
        post(matter, Kind.RESULT, {"text": event.text}, at=event.at, photos=photos)


def returned(event: TransferReturned) -> None:
    """Pass a wrong transfer back up."""
    _end_above(event.case_id, event.reason, event.at)


def refused(event: CaseMoved) -> None:
    """A case that the desk refuses or cancels goes back up as well; who withdrew it has ended the matter before."""
    if CaseState(event.state) in {CaseState.REFUSED, CaseState.CANCELLED}:
        _end_above(event.case_id, _note(event), event.at)


def judged(event: ReporterJudged) -> None:
    """Pass up what the reporter thinks."""
    for matter in _live(event.case_id, Role.ABOVE):
        post(matter, Kind.JUDGED, {"verdict": event.verdict, "words": event.words}, at=event.at)


def _end_above(case_id: int, reason: str, at: datetime) -> None:
    for matter in _live(case_id, Role.ABOVE):
        post(matter, Kind.RETURNED, {"reason": reason}, at=at)
        Matter.objects.filter(pk=matter.pk).update(ended_at=at, ended_why=reason[:500])


def _live(case_id: int, role: Role) -> list[Matter]:
    """Return the matters that run, those with a platform that is switched off as well: its messages wait."""
    matters = Matter.objects.filter(case=case_id, ended_at=None, peer__role=role.value)
    return list(matters.order_by("pk"))


def _note(event: CaseMoved) -> str:
    return _note_of(event.case_id, event.version)


def _note_of(case_id: int, version: int) -> str:
    return Step.objects.filter(case=case_id, seq=version).values_list("note", flat=True).first() or ""


def _photos(case_id: int, kind: EvidenceKind) -> list[UUID]:
    """Return the latest photos of a kind, in the order in which they were taken in."""
    latest = Evidence.objects.filter(case=case_id, kind=kind.value).order_by("-pk")
    return list(reversed([one.attachment_id for one in latest[:6]]))
