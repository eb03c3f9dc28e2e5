"""Contracts as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q

from gridwarden.cases.models.columns import limit_of
from gridwarden.contracts.domain.errors import NoSuchContract
from gridwarden.contracts.domain.overlapping import Reach, shared
from gridwarden.contracts.domain.states import ContractState
from gridwarden.contracts.models import Contract, ContractItem
from gridwarden.platform.ui import paging

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from gridwarden.algorithms.worktime import Limit
    from gridwarden.platform.access import Actor
    from gridwarden.platform.ui.paging import Page


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A line or condition that a contract covers."""

    item: int
    condition: int | None
    limit: Limit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractRow:
    """A contract with what it covers."""

    id: int
    number: str
    name: str
    unit_id: int
    unit_name: str
    grids: tuple[str, ...]
    starts_on: date
    ends_on: date
    contact_name: str
    contact_phone: str
    state: ContractState
    signed_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    covers: tuple[CoverRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractFilter:
    """Which contracts are wanted."""

    text: str = ""
    state: ContractState | None = None
    unit_id: int | None = None


def page(actor: Actor, wanted: ContractFilter, *, cursor: str | None = None) -> Page[ContractRow]:
    """Return one page of the contracts in sight, the latest first; two SQL statements."""
    found = _known(actor)
    if wanted.text:
        found = found.filter(Q(number__icontains=wanted.text) | Q(name__icontains=wanted.text))
    if wanted.state:
        found = found.filter(state=wanted.state.value)
    if wanted.unit_id:
        found = found.filter(unit=wanted.unit_id)
    return paging.page(found, order=("-starts_on", "-id"), cursor=cursor).map(_row)


def one(actor: Actor, contract_id: int) -> ContractRow:
    """Return one contract, or refuse as if there were none."""
    found = _known(actor).filter(pk=contract_id).first()
    if found is None:
        raise NoSuchContract("There is no such contract.")
    return _row(found)


@dataclass(frozen=True, slots=True)
class OverlapRow:
    """Another signed contract that covers some of the same."""

    contract: ContractRow
    covers: tuple[tuple[int, int | None], ...]


def overlapping(actor: Actor, row: ContractRow) -> list[OverlapRow]:
    """Return the signed contracts that cover some of the same at the same place and time; two SQL statements."""
    if row.state is ContractState.ENDED:
        return []
    near = _known(actor).filter(
        state=ContractState.SIGNED.value, starts_on__lte=row.ends_on, ends_on__gte=row.starts_on,
        items__item__in={cover.item for cover in row.covers},
    )  # fmt: skip
    others = [_row(one) for one in near.exclude(pk=row.id).distinct().order_by("starts_on", "pk")]
    found = [OverlapRow(other, tuple(shared(_reach(row), _reach(other)))) for other in others]
    return [one for one in found if one.covers]


def _reach(row: ContractRow) -> Reach:
    covers = frozenset((cover.item, cover.condition) for cover in row.covers)
    return Reach(covers, frozenset(row.grids), row.starts_on, row.ends_on)


def _known(actor: Actor) -> QuerySet[Contract]:
    items = Prefetch("items", ContractItem.objects.order_by("item", "condition", "pk"))
    return Contract.objects.visible_to(actor).select_related("unit").prefetch_related(items)


def _row(contract: Contract) -> ContractRow:
    return ContractRow(
        id=contract.pk,
        number=contract.number,
        name=contract.name,
        unit_id=contract.unit_id,
        unit_name=contract.unit.name,
        grids=tuple(contract.grids),
        starts_on=contract.starts_on,
        ends_on=contract.ends_on,
        contact_name=contract.contact_name,
        contact_phone=contract.contact_phone,
        state=ContractState(contract.state),
        signed_at=contract.signed_at,
        ended_at=contract.ended_at,
        end_reason=contract.end_reason,
        covers=tuple(_cover(one) for one in contract.items.all()),
    )


def _cover(one: ContractItem) -> CoverRow:
    return CoverRow(one.item, one.condition, limit_of(one.limit_value, one.limit_unit))
