"""Freeze what came of a slip, and tell of its refusals."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.models import Clock, Evidence, EvidenceKind, Step
from gridwarden.cases.queries import rivals
from gridwarden.inspections.domain.slips import days_late
from gridwarden.inspections.events import SlipRefused, SlipResulted
from gridwarden.inspections.models import ContactSlip, SlipResult
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.models import Case
    from gridwarden.cases.queries.rivals import Kept

_CASE = ("case__condition__item", "case__grid")
_HEAVY = ("case__grid__geom", "case__grid__shape", "case__search")


@transaction.atomic
def freeze(*, case_id: int, at: datetime) -> SlipResult | None:
    """Write down the result of a closed case's slip, once; ``None`` where the case has no slip or no contractor's work.

    Told again, it changes nothing.
    """
    slip = ContactSlip.objects.select_related(*_CASE).defer(*_HEAVY).filter(case=case_id).first()
    if slip is None or not _is_worked(slip.case):
        return None
    note_contract(case_id=case_id)
    slip.refresh_from_db(fields=["contract_number"])
    case = slip.case
    known = SlipResult.objects.filter(slip=slip, reopen_count=case.reopen_count).first()
    if known is not None:
        return known
    result = SlipResult.objects.create(**_facts(slip, case))
    publish(
        SlipResulted(
            district_id=slip.district_id, at=at, slip_id=slip.pk, number=slip.number, case_id=case.pk,
            grid_id=case.grid_id, result_id=result.pk, unit_id=result.unit_id,
            contract_number=result.contract_number, days_late=result.days_late, rework_count=result.rework_count,
        )
    )  # fmt: skip
    return result


def note_contract(*, case_id: int) -> None:
    """Write onto a slip by which contract its case was last sent, whoever sent it from wherever."""
    sent = (
        Step.objects.filter(case=case_id, move=MoveName.DISPATCH.value).select_related("rule").order_by("-seq").first()
    )
    if sent is not None:
        number = sent.rule.reference if sent.rule else ""
        ContactSlip.objects.filter(case=case_id).exclude(contract_number=number).update(contract_number=number)


def tell_refused(*, case_id: int, at: datetime, unit_id: int) -> None:
    """Publish that a contractor gave a slip back."""
    slip = ContactSlip.objects.select_related("case").filter(case=case_id).first()
    if slip is not None:
        publish(
            SlipRefused(
                district_id=slip.district_id, at=at, slip_id=slip.pk, number=slip.number, case_id=case_id,
                grid_id=slip.case.grid_id, unit_id=unit_id,
            )
        )  # fmt: skip


def _is_worked(case: Case) -> bool:
    return case.closed_at is not None and case.handled_at is not None and case.dispatched_at is not None


def _facts(slip: ContactSlip, case: Case) -> dict[str, object]:
    clock = Clock.objects.filter(case=case, stage=Stage.HANDLE.value).order_by("-pk").first()
    condition = case.condition
    assert condition is not None and case.handled_at and case.closed_at  # noqa: S101, PT018 - the case was handled
    due_at = clock.due_at if clock else None
    steps = list(Step.objects.filter(case=case).order_by("seq"))
    own = _own_moves(steps, case.owner_unit_id)
    others = rivals.others_part({case.owner_unit_id}, steps)
    return {
        "district_id": slip.district_id,
        "slip": slip,
        "reopen_count": case.reopen_count,
        "contract_number": slip.contract_number,
        "unit_id": case.owner_unit_id,
        "item": condition.item.number,
        "condition": condition,
        "grid_code": case.grid.code if case.grid else "",
        "found_by_name": slip.issued_by_name,
        "source": case.source,
        "dispatched_at": case.dispatched_at,
        "handled_at": case.handled_at,
        "closed_at": case.closed_at,
        "month": localdate(case.closed_at).replace(day=1),
        "due_at": due_at,
        "days_late": days_late(due_at, case.handled_at),
        "rework_count": own[MoveName.FAIL_CHECK],
        "refusals": own[MoveName.RETURN_DISPATCH],
        "photos_before": _photos(case, EvidenceKind.BEFORE, others),
        "photos_after": _photos(case, EvidenceKind.AFTER, others),
    }


def _own_moves(steps: list[Step], unit_id: int) -> Counter[str]:
    """Return how often each move was made while the unit had the case: what others did is not counted against it."""
    counted: Counter[str] = Counter()
    owner = None
    for step in steps:
        if owner == unit_id:
            counted[step.move] += 1
        owner = step.changes.get("owner", owner)
    return counted


def _photos(case: Case, kind: EvidenceKind, others: Kept) -> list[UUID]:
    found = Evidence.objects.filter(case=case, kind=kind.value).exclude(step__seq__in=others.seqs).order_by("pk")
    return list(found.values_list("attachment_id", flat=True))
