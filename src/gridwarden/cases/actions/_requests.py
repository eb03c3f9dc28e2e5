"""File requests and rule on them: one guarded statement decides between two who rule at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from gridwarden.cases.actions import _records
from gridwarden.cases.domain.errors import CaseNotFound, InputMissing, PhotoUsed
from gridwarden.cases.domain.escalation import Call
from gridwarden.cases.domain.requests import (
    RULED_BY,
    Request,
    RequestDecided,
    RequestNotFound,
    RequestWaits,
    Standing,
    Station,
    Turn,
    check_ruler,
    station_after,
)
from gridwarden.cases.events import CaseTurned
from gridwarden.cases.models import Case, Proof, Ruling
from gridwarden.cases.models import Request as Row
from gridwarden.cases.queries.situations import to_move
from gridwarden.platform.attachments.actions import attach
from gridwarden.platform.events.bus import publish
from gridwarden.workforce.queries import units

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it stands after something was done with it."""

    request_id: int
    case_id: int
    turn: Turn
    standing: Standing
    station: Station | None


def locked_case(by: Actor, case_id: int) -> Case:
    """Return a case in the actor's sight, locked, or refuse as if there were none."""
    to_move(by, case_id)
    found = Case.objects.select_for_update(of=("self",)).select_related("owner_unit__parent", "condition")
    return found.get(pk=case_id)


def file(
    case: Case,
    turn: Turn,
    station: Station,
    *,
    by: Actor,
    at: datetime,
    reason: str,
    proofs: Collection[UUID] = (),
    until: datetime | None = None,
    subject: tuple[str, int] | None = None,
) -> Asked:
    """Write a request that has been found admissible, and call those who rule first."""
    if not reason.strip():
        raise InputMissing("Something that this step needs is missing.", reason="missing")
    kind, subject_id = subject or ("", None)
    if Row.objects.filter(case=case, turn=turn.value, standing=Standing.WAITING.value).exists():
        raise RequestWaits("The same has been asked for and waits for its decision.")
    row = Row.objects.create(
        case=case,
        turn=turn.value,
        station=station.value,
        subject_kind=kind,
        subject_id=subject_id,
        unit_id=by.unit_id or case.owner_unit_id,
        by_id=by.user_id,
        by_name=by.name,
        at=at,
        reason=reason.strip(),
        until=until,
    )
    _attach(case, row, proofs, by=by)
    _tell(case, row, "asked", _rulers(case, row), by=by, at=at)
    return asked(row)


def rule(case: Case, row: Row, *, by: Actor, at: datetime, grants: bool, note: str) -> Asked:
    """Write a ruling; a grant passes the request on, the last one grants it."""
    request = value_of(row)
    check_ruler(request, by)
    if not grants and not note.strip():
        raise InputMissing("Something that this step needs is missing.", note="missing")
    following = station_after(request) if grants else None
    standing = Standing.WAITING if following else Standing.GRANTED if grants else Standing.REFUSED
    changes = {"station": following.value if following else "", "standing": standing.value}
    still = Row.objects.filter(pk=row.pk, standing=Standing.WAITING.value, station=row.station)
    if not still.update(decided_at=None if following else at, **changes):
        raise RequestDecided("Somebody else has ruled on this request.")
    try:
        with transaction.atomic():
            Ruling.objects.create(
                request=row, station=row.station, is_granted=grants, note=note.strip(),
                by_id=by.user_id, by_name=by.name, by_unit_id=by.unit_id, at=at,
            )  # fmt: skip
    except IntegrityError as error:
        raise RequestDecided("Somebody else has ruled on this request.") from error
    row.refresh_from_db()
    calls = _rulers(case, row) if following else [Call(user_id=row.by_id)]
    _tell(case, row, "endorsed" if following else standing.value, calls, by=by, at=at)
    return asked(row)


def withdraw(case: Case, row: Row, *, by: Actor, at: datetime) -> Asked:
    """Take back an own request that waits."""
    if row.by_id != by.user_id:
        raise RequestNotFound("There is no such request of yours.")
    _end(row, Standing.WITHDRAWN, at)
    _tell(case, row, Standing.WITHDRAWN.value, [], by=by, at=at)
    return asked(row)


def lapse(case: Case, *, at: datetime) -> None:
    """Void what the owner asked for and what waits: the case has gone on."""
    Row.objects.filter(case=case, standing=Standing.WAITING.value).exclude(turn=Turn.APPEAL.value).update(
        standing=Standing.LAPSED.value, station="", decided_at=at
    )


def find(by: Actor, request_id: int) -> tuple[Case, Row]:
    """Return a request with its locked case, or refuse as if there were none."""
    row = Row.objects.filter(pk=request_id).first()
    if row is None:
        raise RequestNotFound("There is no such request.")
    try:
        case = locked_case(by, row.case_id)
    except CaseNotFound as error:
        raise RequestNotFound("There is no such request.") from error
    row.refresh_from_db()
    if row.standing != Standing.WAITING.value:
        raise RequestDecided("The request has been decided.")
    return case, row


def booked(case: Case, at: datetime) -> datetime:
    """Return the moment at which something beside the moves counts: never before what is booked already."""
    return max(at, case.moved_at, case.alarmed_at or case.moved_at)


def value_of(row: Row) -> Request:
    """Return a stored request as the rules see it."""
    ruled = Ruling.objects.filter(request=row).values_list("by", flat=True)
    return Request(
        turn=Turn(row.turn),
        station=Station(row.station),
        unit_id=row.unit_id,
        asked_by=row.by_id or 0,
        ruled_by=frozenset(pk for pk in ruled if pk),
    )


def asked(row: Row) -> Asked:
    """Return how a stored request stands."""
    return Asked(
        request_id=row.pk,
        case_id=row.case_id,
        turn=Turn(row.turn),
        standing=Standing(row.standing),
        station=Station(row.station) if row.station else None,
    )


def _attach(case: Case, row: Row, proofs: Collection[UUID], *, by: Actor) -> None:
    ids = list(dict.fromkeys(proofs))
    if not ids:
        return
    if Proof.objects.filter(attachment__in=ids).exists():
        raise PhotoUsed("The photo is in the file already.")
    attach(ids, owner_type=_records.SUBJECT, owner_id=case.pk, by=by)
    Proof.objects.bulk_create(Proof(request=row, attachment_id=photo_id) for photo_id in ids)


def _end(row: Row, standing: Standing, at: datetime) -> None:
    waiting = Row.objects.filter(pk=row.pk, standing=Standing.WAITING.value)
    if not waiting.update(standing=standing.value, station="", decided_at=at):
        raise RequestDecided("The request has been decided.")
    row.refresh_from_db()


def _rulers(case: Case, row: Row) -> list[Call]:
    """Those who rule now: the leads above the unit, or the desk."""
    permission = RULED_BY[Station(row.station)]
    if row.station != Station.LEAD.value:
        return [Call(unit_id=units.desk(case.district_id).id, permission=permission)]
    leads = (case.owner_unit_id, case.owner_unit.parent_id)
    return [Call(unit_id=unit_id, permission=permission) for unit_id in leads if unit_id]


def _tell(case: Case, row: Row, what: str, calls: list[Call], *, by: Actor, at: datetime) -> None:
    _records.book(case, at)
    key = f"request:{row.pk}:{what}:{row.station}"
    params = {"turn": row.turn, "what": what}
    _records.call(case, calls, kind=f"case.request_{what}", key=key, at=at, by=by, params=params)
    publish(CaseTurned(**_records.facts_of(case, at), turn=row.turn, what=what, when=at.isoformat()))
    _records.audit(case, f"case.{row.turn}_{what}", by=by, at=at, request=row.pk)
