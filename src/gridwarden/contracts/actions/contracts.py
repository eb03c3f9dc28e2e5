"""Draft, sign and end contracts; what is signed routes cases."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from gridwarden.cases.actions import routing
from gridwarden.cases.actions.routing import NewRule
from gridwarden.cases.domain.routing import PlaceKind
from gridwarden.cases.models.columns import limit_of
from gridwarden.contracts.domain.errors import (
    BadContract,
    ContractEnded,
    ContractNotSigned,
    ContractNumberTaken,
    ContractSigned,
    NoSuchContract,
)
from gridwarden.contracts.domain.states import ContractState
from gridwarden.contracts.domain.terms import Cover, Terms, check
from gridwarden.contracts.models import Contract, ContractItem
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.models import Unit

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.access import Actor

__all__ = ["Cover", "Terms", "draft", "end", "origin_of", "revise", "sign"]


@transaction.atomic
def draft(*, by: Actor, at: datetime, terms: Terms) -> Contract:
    """Write a contract down; it binds nobody before it is signed."""
    by.require(Permission.CONTRACT_EDIT)
    contract = _store(Contract(district_id=by.district_id or 0), terms, at)
    _record("contract.drafted", contract, by, at)
    return contract


@transaction.atomic
def revise(*, by: Actor, at: datetime, contract_id: int, terms: Terms) -> Contract:
    """Change a contract that has not ended; a signed one puts its rules down anew."""
    by.require(Permission.CONTRACT_EDIT)
    contract = _locked(by, contract_id)
    if contract.state == ContractState.ENDED:
        raise ContractEnded("The contract has ended.")
    _store(contract, terms, at)
    if contract.state == ContractState.SIGNED:
        routing.put(by=by, at=at, origin=origin_of(contract.pk), rules=_rules(contract))
    _record("contract.revised", contract, by, at)
    return contract


@transaction.atomic
def sign(*, by: Actor, at: datetime, contract_id: int) -> Contract:
    """Sign a contract: from its first day on cases that it covers go to the contractor."""
    by.require(Permission.CONTRACT_EDIT)
    contract = _locked(by, contract_id)
    if contract.state != ContractState.DRAFT:
        raise ContractSigned("The contract is signed already.")
    _check_contractor(contract.district_id, contract.unit_id, at)
    if contract.ends_on < localdate(at):
        raise BadContract("The last day has passed.", ends_on="has passed")
    contract.state, contract.signed_at = ContractState.SIGNED.value, at
    contract.save(update_fields=["state", "signed_at"])
    routing.put(by=by, at=at, origin=origin_of(contract.pk), rules=_rules(contract))
    _record("contract.signed", contract, by, at)
    return contract


@transaction.atomic
def end(*, by: Actor, at: datetime, contract_id: int, reason: str) -> Contract:
    """End a contract before its time: its rules end with it, the slips in hand stay where they are."""
    by.require(Permission.CONTRACT_EDIT)
    if not reason.strip():
        raise BadContract("Say why.", reason="missing")
    contract = _locked(by, contract_id)
    if contract.state != ContractState.SIGNED:
        raise ContractNotSigned("Only a signed contract can be ended.")
    contract.state, contract.ended_at, contract.end_reason = ContractState.ENDED.value, at, reason.strip()
    contract.save(update_fields=["state", "ended_at", "end_reason"])
    routing.take_away(by=by, at=at, origin=origin_of(contract.pk))
    _record("contract.ended", contract, by, at, reason=reason.strip())
    return contract


def origin_of(contract_id: int) -> str:
    """Return the word by which the rules of a contract are known."""
    return f"contract:{contract_id}"


def _locked(by: Actor, contract_id: int) -> Contract:
    rows = Contract.objects.visible_to(by).select_for_update()
    contract = rows.filter(pk=contract_id).first()
    if contract is None:
        raise NoSuchContract("There is no such contract.")
    return contract


def _store(contract: Contract, terms: Terms, at: datetime) -> Contract:
    _check(contract, terms, at)
    contract.number, contract.name = terms.number.strip(), terms.name.strip()
    contract.unit_id, contract.grids = terms.unit_id, sorted(set(terms.grids))
    contract.starts_on, contract.ends_on = terms.starts_on, terms.ends_on
    contract.contact_name, contract.contact_phone = terms.contact_name.strip(), terms.contact_phone.strip()
    try:
        with transaction.atomic():
            contract.save()
    except IntegrityError as error:
        if "contracts_number_once" not in str(error):
            raise
        raise ContractNumberTaken("The number is taken.", number="taken") from error
    ContractItem.objects.filter(contract=contract).delete()
    covers = {(cover.item, cover.condition): cover for cover in terms.covers}
    ContractItem.objects.bulk_create(_item(contract, cover) for cover in covers.values())
    return contract


def _check_contractor(district_id: int, unit_id: int, at: datetime) -> None:
    units = Unit.objects.on(localdate(at)).filter(district=district_id, kind=UnitKind.CONTRACTOR.value)
    if not units.filter(pk=unit_id).exists():
        raise BadContract("There is no such contractor.", unit="unknown")


def _check(contract: Contract, terms: Terms, at: datetime) -> None:
    _check_contractor(contract.district_id, terms.unit_id, at)
    check(terms)
    same = Contract.objects.filter(district=contract.district_id, number=terms.number.strip())
    if same.exclude(pk=contract.pk).exists():
        raise ContractNumberTaken("The number is taken.", number="taken")


def _item(contract: Contract, cover: Cover) -> ContractItem:
    return ContractItem(
        contract=contract,
        item=cover.item,
        condition=cover.condition,
        limit_value=cover.limit.value if cover.limit else None,
        limit_unit=cover.limit.unit.value if cover.limit else "",
    )


def _rules(contract: Contract) -> list[NewRule]:
    """Return the rules that the contract brings: one for each thing that it covers."""
    return [
        NewRule(
            name=contract.name,
            unit_id=contract.unit_id,
            item=one.item,
            condition=one.condition,
            place=PlaceKind.GRIDS if contract.grids else PlaceKind.DISTRICT,
            grids=tuple(contract.grids),
            valid_from=contract.starts_on,
            valid_to=contract.ends_on + timedelta(days=1),
            limit=limit_of(one.limit_value, one.limit_unit),
            reference=contract.number,
            is_on=True,
        )
        for one in ContractItem.objects.filter(contract=contract).order_by("item", "condition", "pk")
    ]


def _record(action: str, contract: Contract, by: Actor, at: datetime, **data: Any) -> None:
    trail.record(
        action,
        by=by,
        at=at,
        subject_type="contract",
        subject_id=contract.pk,
        district_id=contract.district_id,
        number=contract.number,
        unit=contract.unit_id,
        **data,
        **_said(contract),
    )


def _said(contract: Contract) -> dict[str, Any]:
    """Return what the contract says by now: it is written anew in place, and money follows from it."""
    items = ContractItem.objects.filter(contract=contract).order_by("item", "condition", "pk")
    covers = [(one.item, one.condition, limit_of(one.limit_value, one.limit_unit)) for one in items]
    return {
        "starts_on": contract.starts_on.isoformat(),
        "ends_on": contract.ends_on.isoformat(),
        "grids": contract.grids,
        "covers": [[item, condition, str(limit) if limit else ""] for item, condition, limit in covers],
    }
