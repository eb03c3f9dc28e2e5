"""Units and postings as other programs list them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gridwarden.platform.ui.paging import Page, page
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries import scope
from gridwarden.workforce.queries.profile import PostingRow, posting_row

if TYPE_CHECKING:
    from datetime import date

    from gridwarden.platform.access import Actor
    from gridwarden.workforce.models import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A unit."""

    id: int
    kind: UnitKind
    name: str
    code: str
    phone: str
    parent_id: int | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingFilter:
    """What a list of postings is narrowed by; without ``on`` the whole history is listed."""

    staff_id: int | None = None
    grid_id: int | None = None
    on: date | None = None


def units(actor: Actor, day: date, kind: UnitKind | None = None) -> list[UnitRow]:
    """Return the units of ``day`` that ``actor`` may see, by code."""
    found = scope.units(actor).on(day)
    if kind is not None:
        found = found.filter(kind=kind.value)
    return [_unit_row(unit) for unit in found.order_by("code", "pk")]


def unit(actor: Actor, unit_id: int) -> UnitRow:
    """Return one unit, or refuse as if there were none."""
    return _unit_row(scope.one_unit(actor, unit_id))


def postings(actor: Actor, wanted: PostingFilter, *, cursor: str | None, size: int) -> Page[PostingRow]:
    """Return one page of the postings that ``actor`` may see, latest first; one SQL statement."""
    found = scope.postings(actor) if wanted.on is None else scope.postings(actor).on(wanted.on)
    if wanted.staff_id is not None:
        found = found.filter(staff=wanted.staff_id)
    if wanted.grid_id is not None:
        found = found.filter(grid=wanted.grid_id)
    rows = found.select_related("staff__user", "grid", "substitute_for__user").defer("grid__geom", "grid__shape")
    return page(rows, order=("-valid_from", "-id"), cursor=cursor, size=size).map(posting_row)


def _unit_row(found: Unit) -> UnitRow:
    return UnitRow(
        id=found.pk,
        kind=UnitKind(found.kind),
        name=found.name,
        code=found.code,
        phone=found.phone,
        parent_id=found.parent_id,
        valid_from=found.valid_from,
        valid_to=found.valid_to,
    )
