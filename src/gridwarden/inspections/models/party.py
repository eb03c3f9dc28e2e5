"""Whom papers are for."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex, GistIndex
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Q

from gridwarden.cases.models.columns import STORED_SRID, one_of
from gridwarden.inspections.domain.words import PartyKind


class Party(models.Model):
    """A person, shop or company that was served, kept so that whoever offends again is recognised.

    Telephone and identity number are sealed (``platform.sealing``); their keyed digests find them again.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    phone = models.BinaryField(default=b"")
    phone_index = models.BinaryField(default=b"", max_length=32)
    #: Credit code of a company or identity number of a person.
    code = models.BinaryField(default=b"")
    code_index = models.BinaryField(default=b"", max_length=32)
    legal_representative = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=200, blank=True)
    place = models.PointField(srid=STORED_SRID)
    search = SearchVectorField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("kind", PartyKind, name="inspections_party_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="inspections_party_named"),
        ]
        indexes = [
            models.Index(fields=["district", "name"], name="inspections_party_name"),
            models.Index(
                fields=["district", "phone_index"], condition=~Q(phone_index=b""), name="inspections_party_phone"
            ),
            models.Index(
                fields=["district", "code_index"], condition=~Q(code_index=b""), name="inspections_party_code"
            ),
            GistIndex(fields=["place"], name="inspections_party_place"),
            GinIndex(fields=["search"], name="inspections_party_search"),
        ]

    def __str__(self) -> str:
        return self.name
