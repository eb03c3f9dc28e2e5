"""Requests for an extension, a suspension or an appeal, and what was ruled on them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gridwarden.cases.domain.appeals import SubjectKind
from gridwarden.cases.domain.requests import Standing, Station, Turn
from gridwarden.cases.models.columns import both_or_neither, one_of, person

_WAITING = Q(standing=Standing.WAITING.value)


class Request(models.Model):
    """Somebody of a unit asks for something that others decide; rulings are rows of their own."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="requests", db_index=False)
    turn = models.CharField(max_length=10)
    standing = models.CharField(max_length=9, default=Standing.WAITING.value)
    #: Who rules now; empty once nobody has to any more.
    station = models.CharField(max_length=10, blank=True)
    #: What is appealed against: its kind and its number within that kind.
    subject_kind = models.CharField(max_length=10, blank=True)
    subject_id = models.BigIntegerField(null=True)
    unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, related_name="+", db_index=False)
    by = person()
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    reason = models.TextField()
    #: Up to when a suspension is asked for.
    until = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            one_of("turn", Turn, name="cases_request_turn_known"),
            one_of("standing", Standing, name="cases_request_standing_known"),
            one_of("station", ["", *Station], name="cases_request_station_known"),
            one_of("subject_kind", ["", *SubjectKind], name="cases_request_subject_known"),
            models.CheckConstraint(
                condition=(_WAITING & Q(decided_at=None) & ~Q(station=""))
                | (~_WAITING & Q(decided_at__isnull=False, station="")),
                name="cases_request_waits_for_somebody",
            ),
            both_or_neither(
                Q(turn=Turn.APPEAL.value), Q(subject_id__isnull=False) & ~Q(subject_kind=""), name="cases_appeal_names"
            ),
            both_or_neither(
                Q(turn=Turn.SUSPENSION.value), Q(until__isnull=False), name="cases_suspension_names_its_day"
            ),
            models.UniqueConstraint(fields=["case", "turn"], condition=_WAITING, name="cases_request_one_waits"),
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id"],
                condition=Q(turn=Turn.APPEAL.value) & ~Q(standing=Standing.WITHDRAWN.value),
                name="cases_appealed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["case", "turn", "standing"], name="cases_request_of_case"),
            models.Index(fields=["station", "at", "id"], condition=_WAITING, name="cases_request_waiting"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.turn} {self.standing}"


class Proof(models.Model):
    """A photo that bears out a request."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="proofs")
    attachment = models.OneToOneField("attachments.Attachment", on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.request_id} {self.attachment_id}"


class Ruling(models.Model):
    """What one station said to a request; it never changes."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="rulings", db_index=False)
    station = models.CharField(max_length=10)
    is_granted = models.BooleanField()
    note = models.TextField(blank=True)
    by = person()
    by_name = models.CharField(max_length=150)
    by_unit = models.ForeignKey("workforce.Unit", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "station"], name="cases_ruling_once"),
            # Two reviewers are two people.
            models.UniqueConstraint(fields=["request", "by"], name="cases_ruling_by_another"),
            one_of("station", Station, name="cases_ruling_station_known"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.station}"
