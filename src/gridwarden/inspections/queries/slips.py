"""Slips: one, a list, what was done with each, and the results that the assessment counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.states import CaseState
from gridwarden.cases.models import Step
from gridwarden.cases.queries import rivals
from gridwarden.cases.queries.rows import CaseRow, case_row
from gridwarden.inspections.domain.slips import NoSuchSlip
from gridwarden.inspections.models import ContactSlip, CrewAssignment, SlipResult
from gridwarden.platform.ui import paging
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from gridwarden.cases.queries.rivals import Kept
    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page

_RELATED = ("case__grid", "case__owner_unit", "case__condition__item__menu")
_HEAVY = ("case__search", "case__grid__geom", "case__grid__shape")
#: What waits for the desk, and what waits for the contractor.
AT_DESK = (CaseState.REPORTED, CaseState.VERIFYING, CaseState.VERIFIED, CaseState.REGISTERED)
AT_WORK = (CaseState.DISPATCHED, CaseState.HANDLING)
AT_CHECK = (CaseState.HANDLED, CaseState.CHECKING, CaseState.CHECKED)
TILES = {"desk": AT_DESK, "work": AT_WORK, "check": AT_CHECK, "closed": (CaseState.CLOSED,)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipRow:
    """A slip with its case."""

    id: int
    number: str
    requirement: str
    issued_at: datetime
    issued_by_name: str
    contract_number: str
    case: CaseRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipFilter:
    """Which slips are wanted; what is left out does not narrow."""

    tile: str = ""
    unit_id: int | None = None
    item: int | None = None
    contract: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody did with a slip, from the case's file."""

    move: str
    at: datetime
    by_name: str
    unit_name: str
    note: str
    #: The unit that a sending went to, and the contract that named it.
    to_unit: str = ""
    contract_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipPage:
    """One slip with everything that its paper shows."""

    row: SlipRow
    deeds: tuple[Deed, ...]
    #: Crews in the order in which they were sent: name, moment, who sent it.
    crews: tuple[tuple[str, datetime, str], ...]
    received: Deed | None
    sent: Deed | None
    accepted: Deed | None
    finished: Deed | None
    checked: Deed | None
    refusals: tuple[Deed, ...]
    #: How often a check failed.
    reworks: int
    #: What of the case's file is kept from the reader.
    kept: Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """The frozen result of a slip."""

    id: int
    slip_id: int
    number: str
    case_id: int
    contract_number: str
    unit_id: int
    unit_name: str
    item: int
    condition: str
    grid_code: str
    found_by_name: str
    source: str
    closed_at: datetime
    due_at: datetime | None
    handled_at: datetime
    days_late: int
    rework_count: int
    refusals: int
    photos_before: tuple[UUID, ...]
    photos_after: tuple[UUID, ...]


def get(actor: Actor, slip_id: int) -> ContactSlip:
    """Return the slip with its case, or refuse as if there were none."""
    found = _seen_by(actor).filter(pk=slip_id).first()
    if found is None:
        raise NoSuchSlip("There is no such slip.")
    return found


def of_case(actor: Actor, case_id: int) -> ContactSlip | None:
    """Return the slip of a case that the actor may know of."""
    return ContactSlip.objects.visible_to(actor).filter(case=case_id).first()


def page(
    actor: Actor, wanted: SlipFilter, now: datetime, *, cursor: str | None = None, size: int = 50
) -> Page[SlipRow]:
    """Return one page of the slips, the newest first; one SQL statement."""
    found = paging.page(_narrowed(_seen_by(actor), wanted), order=("-issued_at", "-id"), cursor=cursor, size=size)
    return found.map(lambda slip: _row(actor, slip, now))


def counts(actor: Actor) -> dict[str, int]:
    """Return how many slips wait for whom; one SQL statement."""
    wanted = {key: Count("pk", filter=Q(case__state__in=_words(states))) for key, states in TILES.items()}
    found: dict[str, int] = ContactSlip.objects.visible_to(actor).aggregate(**wanted)
    return found


def slip_page(actor: Actor, slip_id: int, now: datetime) -> SlipPage:
    """Return one slip with its file; at most five SQL statements, seven for contractors.

    A contractor to whom the slip was sent again reads nothing of the one before.
    """
    slip = get(actor, slip_id)
    kept = rivals.kept_of_case(actor, slip.case_id)
    deeds = _deeds(slip.case_id, kept)
    crews = CrewAssignment.objects.filter(slip=slip)
    if actor.is_contractor:
        crews = crews.filter(crew__unit__in=actor.unit_ids)
    sent_out = crews.order_by("pk").values_list("crew__name", "at", "by_name")
    return SlipPage(
        row=_row(actor, slip, now),
        deeds=deeds,
        crews=tuple(sent_out),
        received=_last(deeds, MoveName.REGISTER),
        sent=_last(deeds, MoveName.DISPATCH),
        accepted=_last(deeds, MoveName.ACCEPT),
        finished=_last(deeds, MoveName.FINISH),
        checked=_last(deeds, MoveName.PASS_CHECK),
        refusals=tuple(deed for deed in deeds if deed.move == MoveName.RETURN_DISPATCH),
        reworks=sum(deed.move == MoveName.FAIL_CHECK for deed in deeds),
        kept=kept,
    )


def results(contract: str, month: date, *, district_id: int) -> list[ResultRow]:
    """Return the results of a contract's slips that were closed in a month, for its assessment; one SQL statement."""
    found = SlipResult.objects.filter(district=district_id, contract_number=contract, month=month.replace(day=1))
    return [_result(row) for row in _with_names(found).order_by("closed_at", "pk")]


class Blame(StrEnum):
    """What a result is held against its contractor for."""

    LATE = "late"
    REWORKED = "reworked"


_BLAMED = {Blame.LATE: Q(days_late__gt=0), Blame.REWORKED: Q(rework_count__gt=0)}


def result_page(
    actor: Actor, month: date | None, *, contract: str = "", blame: Blame | None = None, cursor: str | None = None
) -> Page[ResultRow]:
    """Return one page of the results that the actor may know of, the latest first; one SQL statement."""
    found = SlipResult.objects.visible_to(actor)
    if month:
        found = found.filter(month=month.replace(day=1))
    if contract:
        found = found.filter(contract_number=contract)
    if blame:
        found = found.filter(_BLAMED[blame])
    return paging.page(_with_names(found), order=("-closed_at", "-id"), cursor=cursor).map(_result)


def _seen_by(actor: Actor) -> QuerySet[ContactSlip]:
    seen = ContactSlip.objects.visible_to(actor).annotate(had_a_rival=rivals.had_one(actor, case="case_id"))
    return seen.select_related(*_RELATED).defer(*_HEAVY)


def _narrowed(slips: QuerySet[ContactSlip], wanted: SlipFilter) -> QuerySet[ContactSlip]:
    columns = {
        "case__state__in": _words(TILES[wanted.tile]) if wanted.tile in TILES else None,
        "case__owner_unit": wanted.unit_id,
        "case__condition__item__number": wanted.item,
        "contract_number": wanted.contract,
    }
    narrowed = slips.filter(**{column: value for column, value in columns.items() if value})
    text = wanted.text.strip()
    return narrowed.filter(Q(number__contains=text) | Q(case__address__contains=text)) if text else narrowed


def _words(states: tuple[CaseState, ...]) -> list[str]:
    return [state.value for state in states]


def _row(actor: Actor, slip: ContactSlip, now: datetime) -> SlipRow:
    return SlipRow(
        id=slip.pk,
        number=slip.number,
        requirement=slip.requirement,
        issued_at=slip.issued_at,
        issued_by_name=slip.issued_by_name,
        contract_number=slip.contract_number,
        case=case_row(actor, slip.case, now, is_shared=getattr(slip, "had_a_rival", False)),
    )


def _deeds(case_id: int, kept: Kept) -> tuple[Deed, ...]:
    rows = list(
        Step.objects.filter(case=case_id)
        .exclude(seq__in=kept.seqs)
        .order_by("seq")
        .values_list("move", "at", "by_name", "by_unit__name", "note", "changes__owner", "rule__reference")
    )
    names = dict(Unit.objects.filter(pk__in={row[5] for row in rows if row[5]}).values_list("pk", "name"))
    return tuple(
        Deed(
            move=move,
            at=at,
            by_name=by_name,
            unit_name=unit or "",
            note=note,
            to_unit=names.get(owner, ""),
            contract_number=reference or "",
        )
        for move, at, by_name, unit, note, owner, reference in rows
    )


def _last(deeds: tuple[Deed, ...], move: MoveName) -> Deed | None:
    return next((deed for deed in reversed(deeds) if deed.move == move), None)


def _with_names(found: QuerySet[SlipResult]) -> QuerySet[SlipResult]:
    return found.select_related("slip", "unit", "condition")


def _result(row: SlipResult) -> ResultRow:
    return ResultRow(
        id=row.pk,
        slip_id=row.slip_id,
        number=row.slip.number,
        case_id=row.slip.case_id,
        contract_number=row.contract_number,
        unit_id=row.unit_id,
        unit_name=row.unit.name,
        item=row.item,
        condition=row.condition.text,
        grid_code=row.grid_code,
        found_by_name=row.found_by_name,
        source=row.source,
        closed_at=row.closed_at,
        due_at=row.due_at,
        handled_at=row.handled_at,
        days_late=row.days_late,
        rework_count=row.rework_count,
        refusals=row.refusals,
        photos_before=tuple(row.photos_before),
        photos_after=tuple(row.photos_after),
    )
