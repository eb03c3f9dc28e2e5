"""What was found about the photos of a case, for those who judge evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Value

from gridwarden.cases.domain.findings import FindingKind
from gridwarden.cases.models import Case, Evidence, Finding
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.cases.queries import visibility
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.platform.access import Actor

#: Whoever may do one of these judges evidence.
_JUDGING = (Permission.CASE_VERIFY, Permission.CASE_CHECK, Permission.CASE_REGISTER, Permission.CASE_CLOSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """One finding beside its photo."""

    id: int
    kind: FindingKind
    measure: float | None
    photo_id: UUID
    photo_kind: EvidenceKind
    photo_at: datetime
    other_photo_id: UUID | None
    other_case_id: int | None
    other_number: str
    other_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str
    note: str


def may_judge(actor: Actor) -> bool:
    """Return whether the actor judges evidence; a contractor's people never do."""
    return not actor.is_contractor and any(actor.may(one) for one in _JUDGING)


def of_case(actor: Actor, case_id: int) -> list[FindingRow]:
    """Return what was found about the photos of a case, empty for those who do not judge it."""
    if not may_judge(actor) or not visibility.sees(actor, case_id):
        return []
    return rows(case_id)


def rows(case_id: int) -> list[FindingRow]:
    """Return the findings of a case whose visibility was settled; one SQL statement."""
    related = ("evidence__step", "other_case", "other_photo", "acknowledged_by")
    found = Finding.objects.filter(case=case_id).select_related(*related).order_by("evidence_id", "pk")
    heavy = ("other_case__search", "other_case__place")
    return [_row(one) for one in found.defer(*heavy)]


def shown_to(actor: Actor, case_id: int) -> bool:
    """Return whether a photo of the case is laid beside a copy in a case that the actor sees and judges."""
    if not may_judge(actor):
        return False
    pointing = Finding.objects.filter(other_case=case_id, case__in=Case.objects.visible_to(actor))
    return pointing.exists()


def remarked_for(actor: Actor) -> Exists | Value:
    """Return what holds for cases in which a finding waits for somebody's eyes; for nothing where one may not judge."""
    if not may_judge(actor):
        return Value(value=False)
    return Exists(Finding.objects.filter(case=OuterRef("pk"), acknowledged_at=None))


def unexamined(case_id: int) -> bool:
    """Return whether a photo of the case waits to be looked at."""
    return Evidence.objects.filter(case=case_id, examination=None).exists()


def cases_unexamined(limit: int) -> list[int]:
    """Return cases with photos that nobody has looked at, oldest first."""
    waiting = Evidence.objects.filter(examination=None).order_by("case_id").values_list("case_id", flat=True)
    return list(waiting.distinct()[:limit])


def _row(one: Finding) -> FindingRow:
    return FindingRow(
        id=one.pk,
        kind=FindingKind(one.kind),
        measure=one.measure,
        photo_id=one.evidence.attachment_id,
        photo_kind=EvidenceKind(one.evidence.kind),
        photo_at=one.evidence.step.at,
        other_photo_id=one.other_photo_id,
        other_case_id=one.other_case_id,
        other_number=one.other_case.number if one.other_case else "",
        other_at=one.other_photo.uploaded_at if one.other_photo else None,
        acknowledged_at=one.acknowledged_at,
        acknowledged_by=one.acknowledged_by.display_name if one.acknowledged_by else "",
        note=one.note,
    )
