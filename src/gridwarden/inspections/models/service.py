"""The receipt of an order (送达回证)."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.cases.models.columns import implies, one_of, person
from gridwarden.inspections.domain.words import ServiceWay


class Service(models.Model):
    """How, when and to whom an order was served."""

    notice = models.OneToOneField("inspections.Notice", on_delete=models.PROTECT, related_name="service")
    way = models.CharField(max_length=12)
    served_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    #: Who took it, and what that person is to the party.
    receiver = models.CharField(max_length=40)
    relation = models.CharField(max_length=40, blank=True)
    #: Who saw it left where nobody took it.
    witness = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    served_by = person()
    served_by_name = models.CharField(max_length=80)

    class Meta:
        constraints = [
            one_of("way", ServiceWay, name="inspections_service_way"),
            implies(Q(way=ServiceWay.LEFT.value), ~Q(witness=""), name="inspections_service_left_has_witness"),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.way}"
