"""A contact slip: the paper about a case that a contractor has to put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from gridwarden.cases.models import Case
from gridwarden.cases.models.columns import person
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from gridwarden.platform.access import Actor


class ContactSlipQuerySet(models.QuerySet["ContactSlip"]):
    """Slips; everything that leaves the context goes through ``visible_to`` first."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the slips of cases that ``actor`` may know of: of a contractor's people those that it has in hand."""
        here = self.filter(district=actor.district_id)
        if actor.may(Permission.CASE_SEE_DISTRICT):
            return here
        return here.filter(case__in=Case.objects.visible_to(actor).values("pk"))


class ContactSlip(models.Model):
    """What a slip adds to its case: a number, what is required, and the crew. Where it stands the case says alone."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=40)
    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="slip")
    requirement = models.TextField()
    issued_at = models.DateTimeField()
    issued_by = person()
    issued_by_name = models.CharField(max_length=150)
    #: The contract by which the desk sent it last; empty before, and where the desk chose the unit itself.
    contract_number = models.CharField(max_length=60, blank=True)

    objects = ContactSlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "year", "serial"], name="inspections_slip_number_once"),
            models.CheckConstraint(condition=~Q(requirement=""), name="inspections_slip_requires"),
        ]
        indexes = [
            models.Index(F("district"), F("issued_at").desc(), F("id").desc(), name="inspections_slip_latest"),
            models.Index(fields=["district", "contract_number"], name="inspections_slip_of_contract"),
        ]

    def __str__(self) -> str:
        return self.number


class CrewAssignment(models.Model):
    """A crew sent out for a slip; the last one has it."""

    slip = models.ForeignKey(ContactSlip, on_delete=models.PROTECT, related_name="assignments")
    crew = models.ForeignKey("inspections.Crew", on_delete=models.PROTECT, related_name="assignments")
    by = person()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["crew", "at"], name="inspections_crew_sent")]

    def __str__(self) -> str:
        return f"{self.slip_id} {self.crew_id}"
