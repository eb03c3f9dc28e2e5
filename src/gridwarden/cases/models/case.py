"""The case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Q

from gridwarden.cases.domain import deadlines
from gridwarden.cases.domain.sources import Source
from gridwarden.cases.domain.states import (
    ENDED,
    IN_HAND,
    IN_REGISTER,
    OPEN,
    UNCHECKED,
    CaseState,
    ClosedHow,
    Flag,
    Level,
)
from gridwarden.cases.models.case_query import CaseQuerySet
from gridwarden.cases.models.columns import STORED_SRID, both_or_neither, implies, one_of, person, words

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.worktime import Light

S = CaseState
_WORKED_ON = frozenset({S.HANDLING, S.HANDLED, S.CHECKING, S.CHECKED, S.CLOSED})
_WORK_DONE = _WORKED_ON - {S.HANDLING}
_SENT_OUT = IN_HAND | _WORK_DONE
_AT_DESK = frozenset({S.REPORTED, S.VERIFYING, S.VERIFIED, S.REGISTERED, S.REFUSED, S.PARTED})


def _in(states: frozenset[CaseState]) -> Q:
    return Q(state__in=words(states))


def _walked(states: frozenset[CaseState]) -> Q:
    """Cases in ``states`` that walked their way here; of adopted ones we hold a record, not the way."""
    return _in(states) & ~Q(flags__contains=[Flag.ADOPTED.value]) & ~Q(closed_how__in=words(UNCHECKED))


class Case(models.Model):
    """Something to be put right at a place, on its way from report to closure.

    The moving part (see ``domain.situation``) changes only through the executor, by one guarded
    statement that also raises ``version``; each version has its step.
    """

    district = models.ForeignKey("grids.District", on_delete=models.PROTECT, related_name="+", db_index=False)
    #: Day and serial, without gaps: ``20260302-00001``.
    number = models.CharField(max_length=14)
    day = models.DateField()
    version = models.PositiveIntegerField(default=1)

    source = models.CharField(max_length=12)
    condition = models.ForeignKey(
        "menu.Condition", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    #: The grid of the opening day; none where the place lies outside every grid.
    grid = models.ForeignKey(
        "grids.Grid", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    place = models.PointField(srid=STORED_SRID)
    #: The system in which the place was given (``wgs84``, ``gcj02`` …); it is stored converted.
    place_crs = models.CharField(max_length=10)
    address = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    flags = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    opened_by = person()
    opened_by_name = models.CharField(max_length=150)

    state = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField()
    owner_unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    handler = person()
    #: Everybody who ever had a hand in the work.
    handlers = ArrayField(models.BigIntegerField(), default=list, blank=True)
    verifier = person()
    checker = person()
    #: Photos of the state before handling.
    photos_before = models.PositiveSmallIntegerField(default=0)

    opened_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField()
    #: When a limit's alarm last sounded; what comes after it is not booked before it.
    alarmed_at = models.DateTimeField(null=True, blank=True)
    #: When the light turns yellow and red; empty once nothing runs.
    warn_at = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    rework_count = models.PositiveSmallIntegerField(default=0)
    reopen_count = models.PositiveSmallIntegerField(default=0)
    return_count = models.PositiveSmallIntegerField(default=0)
    suspend_count = models.PositiveSmallIntegerField(default=0)
    suspended_until = models.DateTimeField(null=True, blank=True)
    closed_how = models.CharField(max_length=8, blank=True)
    #: The case that goes on for this one.
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", db_index=False
    )
    #: Merged cases whose reporters wait for this one's answer.
    followers = models.PositiveIntegerField(default=0)
    #: The whole of which this is a part.
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts", db_index=False
    )
    open_parts = models.PositiveSmallIntegerField(default=0)
    closed_parts = models.PositiveSmallIntegerField(default=0)
    search = SearchVectorField(default="")

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "number"], name="cases_number_once"),
            one_of("state", CaseState, name="cases_state_known"),
            one_of("source", Source, name="cases_source_known"),
            models.CheckConstraint(condition=Q(flags__contained_by=words(Flag)), name="cases_flags_known"),
            models.CheckConstraint(
                condition=Q(level__gte=int(Level.GRID_TEAM), level__lte=int(Level.BRIGADE)),
                name="cases_level_of_an_owner",
            ),
            models.CheckConstraint(condition=Q(version__gte=1), name="cases_version_counts_from_one"),
            # Outside every grid, and flagged so, or inside one.
            models.CheckConstraint(
                condition=Q(grid=None, flags__contains=["no_grid"])
                | (Q(grid__isnull=False) & ~Q(flags__contains=["no_grid"])),
                name="cases_grid_or_flag",
            ),
            implies(_in(_AT_DESK), Q(level=int(Level.DESK)), name="cases_desk_work_lies_at_the_desk"),
            implies(
                _walked(IN_REGISTER), Q(condition__isnull=False, registered_at__isnull=False), name="cases_registered"
            ),
            implies(Q(state=S.VERIFYING.value), Q(verifier__isnull=False), name="cases_verifier_named"),
            implies(_walked(_SENT_OUT), Q(dispatched_at__isnull=False), name="cases_dispatched"),
            implies(_walked(_WORKED_ON), Q(handler__isnull=False), name="cases_handler_named"),
            implies(_walked(_WORK_DONE), Q(handled_at__isnull=False), name="cases_handled"),
            implies(
                _walked(frozenset({S.CHECKING, S.CHECKED, S.CLOSED})),
                Q(checker__isnull=False),
                name="cases_checker_named",
            ),
            implies(
                _walked(frozenset({S.CHECKED, S.CLOSED})),
                Q(checked_at__isnull=False, checked_at__gte=F("handled_at")),
                name="cases_checked_after_the_work",
            ),
            models.CheckConstraint(
                condition=Q(state=S.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=S.CLOSED.value) & Q(closed_at=None)),
                name="cases_closed_at_when_closed",
            ),
            models.CheckConstraint(condition=~Q(checker=F("handler")), name="cases_handler_never_checks"),
            models.CheckConstraint(
                condition=Q(checker=None) | ~Q(handlers__contains=[F("checker")]), name="cases_no_hand_in_it_checks"
            ),
            models.CheckConstraint(
                condition=Q(handler=None) | Q(handlers__contains=[F("handler")]), name="cases_handler_among_the_hands"
            ),
            models.CheckConstraint(
                condition=Q(warn_at=None, due_at=None)
                | Q(warn_at__isnull=False, due_at__isnull=False, warn_at__lte=F("due_at")),
                name="cases_warned_before_due",
            ),
            implies(_in(ENDED), Q(due_at=None), name="cases_nothing_due_after_the_end"),
            both_or_neither(Q(state=S.SUSPENDED.value), Q(suspended_until__isnull=False), name="cases_suspended_until"),
            models.CheckConstraint(condition=Q(suspend_count__lte=1), name="cases_suspended_once"),
            both_or_neither(Q(state=S.MERGED.value), Q(merged_into__isnull=False), name="cases_merged_into_another"),
            models.CheckConstraint(condition=~Q(merged_into=F("id")) & ~Q(parent=F("id")), name="cases_above_is_other"),
            both_or_neither(
                Q(state=S.CLOSED.value) & ~Q(flags__contains=[Flag.ADOPTED.value]),
                Q(closed_how__in=words(ClosedHow)),
                name="cases_closed_how",
            ),
            implies(_in(ENDED), Q(open_parts=0), name="cases_no_open_part_after_the_end"),
        ]
        indexes = [
            models.Index(F("district"), F("opened_at").desc(), F("id").desc(), name="cases_newest"),
            # Most cases are closed: what the desk works with lies here, in the order of its list.
            models.Index(
                F("district"), F("opened_at").desc(), F("id").desc(),
                condition=_in(OPEN), include=["state"], name="cases_open",
            ),
            models.Index(F("owner_unit"), F("opened_at").desc(), F("id").desc(), name="cases_of_unit"),
            models.Index(F("grid"), F("opened_at").desc(), F("id").desc(), name="cases_of_grid"),
            models.Index(fields=["condition", "opened_at"], name="cases_of_condition"),
            models.Index(fields=["district", "due_at", "id"], condition=Q(due_at__isnull=False), name="cases_due"),
            models.Index(fields=["verifier"], condition=Q(state=S.VERIFYING.value), name="cases_to_verify"),
            models.Index(fields=["checker"], condition=Q(state=S.CHECKING.value), name="cases_to_check"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="cases_merged_here"),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="cases_parts_of"),
            models.Index(
                fields=["district", "-opened_at", "-id"], condition=Q(return_count__gt=0), name="cases_returned"
            ),
            models.Index(
                fields=["district", "-opened_at", "-id"],
                condition=Q(closed_how=ClosedHow.FORCED.value),
                name="cases_forced",
            ),
            models.Index(
                fields=["district", "-opened_at", "-id"],
                condition=Q(open_parts__gt=0) | Q(closed_parts__gt=0),
                name="cases_parted",
            ),
            models.Index(fields=["opened_by", "id"], condition=Q(opened_by__isnull=False), name="cases_opened_by"),
            GinIndex(fields=["search"], name="cases_search", fastupdate=False),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number

    def light(self, now: datetime) -> Light | None:
        """Return the light that the case shows at ``now``."""
        return deadlines.light(self.warn_at, self.due_at, now)
