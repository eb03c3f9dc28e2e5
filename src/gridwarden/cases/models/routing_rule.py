"""Routing rules as they are stored."""

from __future__ import annotations

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import F, Q

from gridwarden.algorithms.worktime import LimitUnit
from gridwarden.cases.domain.routing import DayKind, PlaceKind
from gridwarden.cases.models.columns import STORED_SRID, implies, one_of, person
from gridwarden.grids.domain.kinds import RoadGrade
from gridwarden.menu.domain.words import ItemClass


class RoutingRule(models.Model):
    """One version of a rule. Once it has sent a case it never changes again: it ends, and another follows it."""

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    #: The rule's number in the district; its versions share it.
    number = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=80)
    is_on = models.BooleanField(default=False)

    item_class = models.CharField(max_length=20, blank=True)
    #: Numbers in the menu, not keys: they outlive a new version of it.
    item = models.PositiveSmallIntegerField(null=True, blank=True)
    condition = models.PositiveSmallIntegerField(null=True, blank=True)

    place_kind = models.CharField(max_length=10, default=PlaceKind.DISTRICT.value)
    #: Codes of grids, which outlive a redrawing of them.
    grids = ArrayField(models.CharField(max_length=32), default=list, blank=True)
    area = models.MultiPolygonField(srid=STORED_SRID, null=True, blank=True)
    grade = models.CharField(max_length=12, blank=True)

    from_time = models.TimeField(null=True, blank=True)
    until_time = models.TimeField(null=True, blank=True)
    #: ISO numbers of weekdays; empty for all.
    weekdays = ArrayField(models.PositiveSmallIntegerField(), default=list, blank=True)
    day_kind = models.CharField(max_length=10, default=DayKind.ANY.value)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="+")
    priority = models.PositiveSmallIntegerField(default=5)
    limit_value = models.DecimalField(max_digits=9, decimal_places=3, null=True, blank=True)
    limit_unit = models.CharField(max_length=16, blank=True)
    reference = models.CharField(max_length=60, blank=True)
    #: What put the rule down and takes it away again, such as ``contract:7``; empty when people wrote it.
    origin = models.CharField(max_length=40, blank=True)

    made_by = person()
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    #: When it sent its first case.
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "number", "version"], name="cases_rule_version_once"),
            models.UniqueConstraint(
                fields=["district", "number"], condition=Q(ended_at=None), name="cases_rule_one_version_stands"
            ),
            one_of("place_kind", PlaceKind, name="cases_rule_place_known"),
            one_of("day_kind", DayKind, name="cases_rule_days_known"),
            one_of("item_class", ["", *ItemClass], name="cases_rule_class_known"),
            one_of("grade", ["", *RoadGrade], name="cases_rule_grade_known"),
            one_of("limit_unit", ["", *LimitUnit], name="cases_rule_unit_known"),
            implies(Q(condition__isnull=False), Q(item__isnull=False), name="cases_rule_condition_of_an_item"),
            implies(Q(place_kind="grids"), ~Q(grids=[]), name="cases_rule_grids_named"),
            implies(Q(place_kind="area"), Q(area__isnull=False), name="cases_rule_area_drawn"),
            implies(Q(place_kind="grade"), ~Q(grade=""), name="cases_rule_grade_named"),
            models.CheckConstraint(
                condition=Q(from_time=None, until_time=None)
                | (Q(from_time__isnull=False, until_time__isnull=False) & ~Q(from_time=F("until_time"))),
                name="cases_rule_hours_paired",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name="cases_rule_dates"
            ),
            models.CheckConstraint(
                condition=Q(limit_value=None, limit_unit="") | (Q(limit_value__gt=0) & ~Q(limit_unit="")),
                name="cases_rule_limit_paired",
            ),
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=9), name="cases_rule_priority"),
            models.CheckConstraint(
                condition=Q(weekdays__contained_by=list(range(1, 8))), name="cases_rule_weekdays_known"
            ),
        ]
        indexes = [
            models.Index(fields=["district", "number"], condition=Q(ended_at=None), name="cases_rule_standing"),
            models.Index(fields=["district", "origin"], condition=~Q(origin=""), name="cases_rule_of_origin"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.version}"
