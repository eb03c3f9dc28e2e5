"""A contract with a contractor, and what it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.models.columns import one_of
from gridwarden.contracts.domain.states import ContractState
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class ContractQuerySet(models.QuerySet["Contract"]):
    """Contracts; a contractor knows its own only."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the contracts that ``actor`` may know of; drafts are the bureau's alone."""
        here = self.filter(district=actor.district_id)
        if actor.may(Permission.CONTRACT_SEE):
            return here
        if not actor.is_contractor:
            return here.none()
        return here.filter(unit__in=actor.unit_ids).exclude(state=ContractState.DRAFT.value)


class Contract(models.Model):
    """Who does what where for how long; signed, it puts down the rules by which cases find the contractor."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.CharField(max_length=60)
    name = models.CharField(max_length=80)
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="contracts")
    #: Codes of grids; empty for the whole district.
    grids = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    starts_on = models.DateField()
    #: Last day.
    ends_on = models.DateField()
    contact_name = models.CharField(max_length=40, blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=10, default=ContractState.DRAFT.value)
    signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    objects = ContractQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "number"], name="contracts_number_once"),
            one_of("state", ContractState, name="contracts_state_known"),
            models.CheckConstraint(condition=~Q(number="") & ~Q(name=""), name="contracts_named"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="contracts_dates"),
            models.CheckConstraint(
                condition=Q(state="draft", signed_at=None, ended_at=None)
                | Q(state="signed", signed_at__isnull=False, ended_at=None)
                | (Q(state="ended", signed_at__isnull=False, ended_at__isnull=False) & ~Q(end_reason="")),
                name="contracts_moments",
            ),
        ]
        indexes = [models.Index(fields=["district", "-starts_on", "-id"], name="contracts_latest")]

    def __str__(self) -> str:
        return self.number


class ContractItem(models.Model):
    """A line of the menu, or one condition of it, that a contract covers, with its own limit where one is agreed."""

    contract = models.ForeignKey(Contract, on_delete=models.CASCADE, related_name="items")
    item = models.PositiveSmallIntegerField()
    condition = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_value = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    limit_unit = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contract", "item", "condition"], name="contracts_item_once", nulls_distinct=False
            ),
            one_of("limit_unit", ["", *LimitUnit], name="contracts_item_unit"),
            models.CheckConstraint(
                condition=Q(limit_value=None, limit_unit="") | (Q(limit_value__gt=0) & ~Q(limit_unit="")),
                name="contracts_item_limit_paired",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contract_id} {self.item}.{self.condition or '*'}"
