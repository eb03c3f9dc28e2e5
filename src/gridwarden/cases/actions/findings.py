"""Look at the photos of a case, and note what somebody says about what was found."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from gridwarden.algorithms.geodesy import distance_m
from gridwarden.cases.actions._records import SUBJECT
from gridwarden.cases.domain.findings import Claims, FindingKind, Tolerance, judge
from gridwarden.cases.models import Case, Evidence, Examination, Finding
from gridwarden.cases.queries import visibility
from gridwarden.cases.queries.findings import may_judge
from gridwarden.platform.access import PermissionDenied
from gridwarden.platform.attachments.likeness import look_alikes
from gridwarden.platform.audit import trail
from gridwarden.platform.refusals import Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.models import Attachment


class NoSuchFinding(NotFound):
    """The case has no such finding."""

    code = "no_such_finding"


class NoteMissing(Invalid):
    """Whoever has looked at a finding says what they saw."""

    code = "finding_note_missing"


@transaction.atomic
def examine(*, case_id: int, at: datetime) -> int:
    """Look at the photos of the case that were not looked at yet; return how many findings that gave.

    Looking twice, or at once from two sides, finds each thing once.
    """
    case = Case.objects.filter(pk=case_id).defer("search").get()
    waiting = Evidence.objects.filter(case=case, examination=None).select_related("attachment", "step").order_by("pk")
    found = [finding for evidence in waiting for finding in _about(case, evidence, at)]
    Finding.objects.bulk_create(found, ignore_conflicts=True)
    Examination.objects.bulk_create(
        [Examination(evidence=evidence, at=at) for evidence in waiting], ignore_conflicts=True
    )
    return len(found)


def _about(case: Case, evidence: Evidence, at: datetime) -> Iterator[Finding]:
    tolerance = Tolerance(
        far_m=settings.EVIDENCE_FAR_M,
        old=timedelta(minutes=settings.EVIDENCE_OLD_MIN),
        skew=timedelta(seconds=settings.EVIDENCE_SKEW_S),
    )
    # A photo that was added after its step is as old as it was when it came.
    came_at = max(evidence.step.at, evidence.attachment.uploaded_at)
    for one in judge(_claims(case, evidence.attachment), came_at, tolerance):
        yield Finding(case=case, evidence=evidence, kind=one.kind.value, measure=one.measure, found_at=at)
    yield from _reused(case, evidence, at)


def _claims(case: Case, photo: Attachment) -> Claims:
    away_m = None
    if photo.taken_lon is not None and photo.taken_lat is not None:
        away_m = float(distance_m(case.place.x, case.place.y, photo.taken_lon, photo.taken_lat))
    return Claims(
        taken_at=photo.taken_at,
        away_m=away_m,
        clock_ahead_s=photo.clock_ahead_s,
        is_mocked=photo.is_mocked,
        received_at=photo.uploaded_at,
        is_ours=photo.uploaded_by_id is not None,
    )


def _reused(case: Case, evidence: Evidence, at: datetime) -> Iterator[Finding]:
    """Find earlier photos of other cases that look the same; the later of two is the copy."""
    alike = {one.photo_id: one.bits for one in look_alikes(evidence.attachment_id)}
    if not alike:
        return
    related = Q(case=case) | Q(case__merged_into=case) | Q(case__parent=case)
    related |= Q(case__in=[pk for pk in (case.merged_into_id, case.parent_id) if pk])
    earlier = Evidence.objects.filter(attachment__in=alike, pk__lt=evidence.pk).exclude(related).order_by("pk")
    for other in earlier:
        yield Finding(
            case=case,
            evidence=evidence,
            kind=FindingKind.REUSED.value,
            measure=alike[other.attachment_id],
            other_photo_id=other.attachment_id,
            other_case_id=other.case_id,
            found_at=at,
        )


@transaction.atomic
def acknowledge(*, by: Actor, at: datetime, finding_id: int, note: str) -> int:
    """Note that somebody who judges evidence has looked at a finding, and what they say; return its case.

    The first word stays. The finding stays as well, and decides nothing.
    """
    finding = Finding.objects.select_for_update(of=("self",)).filter(pk=finding_id).first()
    if finding is None or not visibility.sees(by, finding.case_id):
        raise NoSuchFinding("There is no such finding.")
    if not may_judge(by):
        raise PermissionDenied(f"{by.name} does not judge evidence.")
    if not note.strip():
        raise NoteMissing("Say what you saw.", note="Say what you saw.")
    if finding.acknowledged_at is None:
        said = {"acknowledged_at": at, "acknowledged_by_id": by.user_id, "note": note.strip()}
        Finding.objects.filter(pk=finding.pk).update(**said)
        trail.record(
            "case.finding_acknowledged",
            by=by,
            at=at,
            subject_type=SUBJECT,
            subject_id=finding.case_id,
            kind=finding.kind,
            photo=str(finding.evidence.attachment_id),
        )
    return finding.case_id
