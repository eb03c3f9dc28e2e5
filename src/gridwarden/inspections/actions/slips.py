"""Write a contact slip and bring it through its case: desk, contractor, crew. Every step is a move of the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localtime

from gridwarden.algorithms.geodesy import Crs
from gridwarden.cases.actions import dispatching, handling, moving, registration
from gridwarden.cases.actions.moving import Given
from gridwarden.cases.actions.registration import NewCase
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import IN_HAND
from gridwarden.cases.models import Case, EvidenceKind
from gridwarden.cases.queries import routing
from gridwarden.inspections.domain.numbers import PaperNumber
from gridwarden.inspections.domain.slips import (
    SERIES,
    WORD,
    CrewCannotGo,
    NoSuchCrew,
    NotCovered,
    NotForSlip,
    SlipNeedsPhoto,
)
from gridwarden.inspections.events import SlipIssued
from gridwarden.inspections.models import ContactSlip, Crew, CrewAssignment
from gridwarden.inspections.queries import slips
from gridwarden.menu.domain.words import SlipType
from gridwarden.menu.queries import menus
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail
from gridwarden.platform.events.bus import publish
from gridwarden.platform.numbering.actions import take

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.actions.moving import Moved
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSlip:
    """What an officer has found that a contractor has to put right."""

    condition_id: int
    lon: float
    lat: float
    crs: Crs = Crs.WGS84
    address: str = ""
    description: str = ""
    #: What the contractor is to do; the condition's closing words where nothing is said.
    requirement: str = ""
    photos: tuple[UUID, ...] = field(default=())


@transaction.atomic
def issue(*, by: Actor, at: datetime, new: NewSlip) -> ContactSlip:
    """Open the case of a finding and write its slip; the desk has it next."""
    by.require(Permission.SLIP_ISSUE)
    condition = menus.condition(new.condition_id)
    if condition.slip is not SlipType.CONTACT_SLIP:
        raise NotForSlip("This item goes by notice to a party.", condition="goes by notice to a party")
    if not new.photos:
        raise SlipNeedsPhoto("A slip needs a photo.", photos="missing")
    found = NewCase(
        district_id=by.district_id or 0,
        source=Source.PATROL,
        lon=new.lon,
        lat=new.lat,
        crs=new.crs,
        condition_id=new.condition_id,
        address=new.address,
        description=new.description,
        photos=new.photos,
    )
    opened = registration.open(by=by, at=at, new=found)
    slip = _write(by, at, opened.case_id, new.requirement.strip() or condition.content.closing_condition)
    publish(
        SlipIssued(
            district_id=slip.district_id, at=at, slip_id=slip.pk, number=slip.number, case_id=slip.case_id,
            grid_id=opened.grid_id, condition_id=new.condition_id,
        )
    )  # fmt: skip
    _record("slip.issued", slip, by, at)
    return slip


def receive(*, by: Actor, at: datetime, slip_id: int) -> Moved:
    """Take the slip in at the desk: its case is registered."""
    return registration.register(by=by, at=at, case_id=_case_of(by, slip_id))


@transaction.atomic
def send(*, by: Actor, at: datetime, slip_id: int, unit_id: int | None = None) -> Moved:
    """Send the slip to the contractor whose contract covers place, item and day, or to the unit that the desk chose."""
    slip = slips.get(by, slip_id)
    rule = routing.winner(slip.case, at)
    chosen = unit_id or (rule.unit_id if rule else None)
    if chosen is None:
        raise NotCovered("No contract covers place, item and day; choose the unit.", unit="missing")
    slip.contract_number = rule.reference if rule and rule.unit_id == chosen else ""
    slip.save(update_fields=["contract_number"])
    moved = dispatching.dispatch(by=by, at=at, case_id=slip.case_id, unit_id=chosen)
    _record("slip.sent", slip, by, at, unit=chosen, contract=slip.contract_number)
    return moved


def accept(*, by: Actor, at: datetime, slip_id: int) -> Moved:
    """Take the work on."""
    return handling.accept(by=by, at=at, case_id=_case_of(by, slip_id))


def refuse(*, by: Actor, at: datetime, slip_id: int, reason: str) -> Moved:
    """Give the slip back to the desk with a reason."""
    return dispatching.return_dispatch(by=by, at=at, case_id=_case_of(by, slip_id), reason=reason)


@transaction.atomic
def assign(*, by: Actor, at: datetime, slip_id: int, crew_id: int) -> CrewAssignment:
    """Send a crew out for a slip that the contractor has in hand."""
    by.require(Permission.CREW_EDIT)
    slip = slips.get(by, slip_id)
    # Whoever moves the case or lets the crew rest meanwhile waits, or is seen here.
    case = Case.objects.select_for_update(of=("self",)).only("state", "owner_unit_id").get(pk=slip.case_id)
    if case.state not in IN_HAND or case.owner_unit_id != by.unit_id:
        raise CrewCannotGo("The contractor has the slip no longer, or not yet, in hand.")
    own = Crew.objects.visible_to(by).select_for_update(of=("self",))
    crew = own.filter(pk=crew_id, unit=by.unit_id, is_active=True).first()
    if crew is None:
        raise NoSuchCrew("There is no such crew.")
    sent = CrewAssignment.objects.create(slip=slip, crew=crew, by_id=by.user_id, by_name=by.name, at=at)
    _record("slip.crew_sent", slip, by, at, crew=crew.name)
    return sent


def finish(
    *, by: Actor, at: datetime, slip_id: int, before: Collection[UUID], after: Collection[UUID], note: str = ""
) -> Moved:
    """Show the work as it was found and as it is done; the check is somebody else's."""
    photos = {EvidenceKind.BEFORE: before, EvidenceKind.AFTER: after}
    given = Given(text=note, photos={kind: ids for kind, ids in photos.items() if ids})
    return moving.make(MoveName.FINISH, by=by, at=at, case_id=_case_of(by, slip_id), given=given)


def _case_of(by: Actor, slip_id: int) -> int:
    return slips.get(by, slip_id).case_id


def _write(by: Actor, at: datetime, case_id: int, requirement: str) -> ContactSlip:
    year = localtime(at).year
    serial = take(district_id=by.district_id or 0, series=SERIES, period=str(year))
    return ContactSlip.objects.create(
        district_id=by.district_id or 0,
        year=year,
        serial=serial,
        number=str(PaperNumber(WORD, year, serial)),
        case_id=case_id,
        requirement=requirement,
        issued_at=at,
        issued_by_id=by.user_id,
        issued_by_name=by.name,
    )


def _record(action: str, slip: ContactSlip, by: Actor, at: datetime, **data: Any) -> None:
    trail.record(
        action,
        by=by,
        at=at,
        subject_type="slip",
        subject_id=slip.pk,
        district_id=slip.district_id,
        number=slip.number,
        case_id=slip.case_id,
        **data,
    )
