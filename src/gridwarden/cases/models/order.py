"""Supervision orders and their demands."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gridwarden.cases.domain.supervision import OrderState, Urgency
from gridwarden.cases.models.columns import implies, one_of, person


class Order(models.Model):
    """A supervision order (督办) on a case; each demand has its time to reply."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="orders", db_index=False)
    urgency = models.CharField(max_length=8)
    state = models.CharField(max_length=10, default=OrderState.DEMANDED.value)
    issued_by = person()
    issued_by_name = models.CharField(max_length=150)
    issued_unit = models.ForeignKey(
        "workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField()
    #: Of the demand that waits for its answer: when the light turns yellow and red.
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    signed_off_by_name = models.CharField(max_length=150, blank=True)
    signed_off_at = models.DateTimeField(null=True)
    note = models.TextField(blank=True)
    #: Raised with every change, so that a timer that was set before it knows that it is stale.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("urgency", Urgency, name="cases_order_urgency_known"),
            one_of("state", OrderState, name="cases_order_state_known"),
            implies(Q(state=OrderState.DEMANDED.value), Q(due_at__isnull=False), name="cases_order_due_while_asked"),
            implies(
                Q(state=OrderState.SIGNED_OFF.value), Q(signed_off_at__isnull=False), name="cases_order_signed_off"
            ),
        ]
        indexes = [
            models.Index(fields=["case", "id"], name="cases_order_of_case"),
            models.Index(
                fields=["due_at", "id"],
                condition=~Q(state=OrderState.SIGNED_OFF.value),
                name="cases_order_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.urgency} {self.state}"


class Demand(models.Model):
    """What an order demands, and what was replied; a reply that does not satisfy leads to another demand."""

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="demands", db_index=False)
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    overdue_at = models.DateTimeField(null=True)
    reply = models.TextField(blank=True)
    replied_by = person()
    replied_by_name = models.CharField(max_length=150, blank=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="cases_demand_once"),
            models.CheckConstraint(condition=Q(due_at__gt=F("at")), name="cases_demand_leaves_time"),
            implies(Q(replied_at__isnull=False), ~Q(reply=""), name="cases_demand_replied_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}"
