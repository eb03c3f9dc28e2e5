"""Slips: one, a list, and what was done with each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce

from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.models import Step
from gridwarden.cases.models.columns import words
from gridwarden.cases.queries import rivals
from gridwarden.cases.queries.lists import NEVER, lateness
from gridwarden.cases.queries.rows import CaseRow, case_row
from gridwarden.inspections.domain.slips import TILES, NoSuchSlip
from gridwarden.inspections.models import ContactSlip, CrewAssignment
from gridwarden.platform.ui import paging
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from gridwarden.cases.queries.rivals import Kept
    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page

_RELATED = ("case__grid", "case__owner_unit", "case__condition__item__menu")
_HEAVY = ("case__search", "case__grid__geom", "case__grid__shape")


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
    #: The last check that the work failed.
    failed: Deed | None
    refusals: tuple[Deed, ...]
    #: How often a check failed.
    reworks: int
    #: What of the case's file is kept from the reader.
    kept: Kept


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
    """Return one page of the slips, the newest first; one SQL statement.

    Contractors, who have their own few, read them as work: what falls due first comes first, what has ended last.
    """
    slips = _narrowed(_seen_by(actor), wanted).annotate(falls_due=Coalesce("case__due_at", Value(NEVER)))
    order = ("falls_due", "-issued_at", "-id") if actor.is_contractor else ("-issued_at", "-id")
    found = paging.page(slips, order=order, cursor=cursor, size=size)
    return found.map(lambda slip: _row(actor, slip, now))


def counts(actor: Actor) -> dict[str, int]:
    """Return how many slips wait for whom; one SQL statement."""
    wanted = {key: Count("pk", filter=Q(case__state__in=words(states))) for key, states in TILES.items()}
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
        failed=_last(deeds, MoveName.FAIL_CHECK),
        refusals=tuple(deed for deed in deeds if deed.move == MoveName.RETURN_DISPATCH),
        reworks=sum(deed.move == MoveName.FAIL_CHECK for deed in deeds),
        kept=kept,
    )


def _seen_by(actor: Actor) -> QuerySet[ContactSlip]:
    seen = ContactSlip.objects.visible_to(actor).annotate(
        had_a_rival=rivals.had_one(actor, case="case_id"), was_late=lateness("case_id")
    )
    return seen.select_related(*_RELATED).defer(*_HEAVY)


def _narrowed(slips: QuerySet[ContactSlip], wanted: SlipFilter) -> QuerySet[ContactSlip]:
    columns = {
        "case__state__in": words(TILES[wanted.tile]) if wanted.tile in TILES else None,
        "case__owner_unit": wanted.unit_id,
        "case__condition__item__number": wanted.item,
        "contract_number": wanted.contract,
    }
    narrowed = slips.filter(**{column: value for column, value in columns.items() if value})
    text = wanted.text.strip()
    return narrowed.filter(Q(number__contains=text) | Q(case__address__contains=text)) if text else narrowed


def _row(actor: Actor, slip: ContactSlip, now: datetime) -> SlipRow:
    shared, late = getattr(slip, "had_a_rival", False), getattr(slip, "was_late", None)
    return SlipRow(
        id=slip.pk,
        number=slip.number,
        requirement=slip.requirement,
        issued_at=slip.issued_at,
        issued_by_name=slip.issued_by_name,
        contract_number=slip.contract_number,
        case=case_row(actor, slip.case, now, is_shared=shared, was_late=late),
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
