"""What every step leaves behind: the step itself, photos, feedback, notices, events, the audit row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.cases.domain.errors import PhotoUsed
from gridwarden.cases.domain.history import plain
from gridwarden.cases.models import Evidence, Feedback, Step
from gridwarden.platform.attachments.actions import attach
from gridwarden.platform.audit import trail
from gridwarden.platform.notifications.actions import notify
from gridwarden.workforce.queries import people

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.domain.escalation import Call
    from gridwarden.cases.domain.feedback import Told
    from gridwarden.cases.domain.situation import Situation
    from gridwarden.cases.models import Case, EvidenceKind
    from gridwarden.platform.access import Actor

SUBJECT = "case"


def write_step(
    case: Case,
    move: str,
    *,
    before: Situation | None,
    after: Situation,
    by: Actor,
    at: datetime,
    note: str,
    changes: Mapping[str, Any],
    rule_id: int | None = None,
) -> Step:
    """Write the step that belongs to the case's present version."""
    return Step.objects.create(
        case=case,
        seq=case.version,
        move=move,
        from_state=before.state.value if before else "",
        to_state=after.state.value,
        from_level=before.level if before else None,
        to_level=after.level,
        by_id=by.user_id,
        by_name=by.name,
        by_unit_id=by.unit_id,
        at=at,
        note=note,
        changes=plain(changes),
        rule_id=rule_id,
    )


def attach_photos(case: Case, step: Step, photos: Mapping[EvidenceKind, Collection[UUID]], *, by: Actor) -> None:
    """Put photos into the case's file; each shows one thing and is used once."""
    kinds = {photo_id: kind for kind, ids in photos.items() for photo_id in ids}
    if not kinds:
        return
    if case.version > 1 and Evidence.objects.filter(attachment__in=kinds).exists():
        raise PhotoUsed("The photo is in the file already.")
    attach(list(kinds), owner_type=SUBJECT, owner_id=case.pk, by=by)
    Evidence.objects.bulk_create(
        Evidence(case=case, step=step, attachment_id=photo_id, kind=kind.value) for photo_id, kind in kinds.items()
    )


def write_feedback(case: Case, step: Step, told: Iterable[Told], *, text: str, at: datetime) -> None:
    """Write down whom the step tells what."""
    Feedback.objects.bulk_create(
        Feedback(
            case=case,
            step=step,
            to_reporter=one.is_reporter,
            to_level=one.level,
            to_unit_id=one.unit_id,
            text=text,
            at=at,
        )
        for one in told
    )


def call(
    case: Case,
    calls: Iterable[Call],
    *,
    kind: str,
    key: str,
    at: datetime,
    by: Actor,
    params: Mapping[str, Any] | None = None,
) -> None:
    """Notify everybody who is called, except the one who acts."""
    user_ids: set[int] = set()
    for one in dict.fromkeys(calls):
        if one.user_id is not None:
            user_ids.add(one.user_id)
        elif one.unit_id is not None and one.permission is not None:
            user_ids.update(people.user_ids_with(one.permission, one.unit_id, at=at))
    user_ids.discard(by.user_id or 0)
    if not user_ids:
        return
    notify(
        user_ids=user_ids,
        kind=kind,
        at=at,
        district_id=case.district_id,
        subject_type=SUBJECT,
        subject_id=case.pk,
        params={"number": case.number, "address": case.address, "state": case.state, **(params or {})},
        dedupe_key=f"case:{case.pk}:{key}",
    )


def book(case: Case, at: datetime) -> None:
    """Keep what comes later from being booked before ``at``."""
    case.alarmed_at = max(at, case.alarmed_at or at)
    type(case).objects.filter(pk=case.pk).update(alarmed_at=case.alarmed_at)


def facts_of(case: Case, at: datetime) -> dict[str, Any]:
    """Return what every event says about a case."""
    return {
        "district_id": case.district_id,
        "at": at,
        "case_id": case.pk,
        "number": case.number,
        "version": case.version,
        "state": str(case.state),
        "level": int(case.level),
        "source": str(case.source),
        "grid_id": case.grid_id,
        "condition_id": case.condition_id,
        "owner_unit_id": case.owner_unit_id,
        "user_ids": sorted({*case.handlers, case.opened_by_id, case.verifier_id, case.checker_id} - {None}),
        "lon": case.place.x,
        "lat": case.place.y,
        "warn_at": case.warn_at.isoformat() if case.warn_at else None,
        "due_at": case.due_at.isoformat() if case.due_at else None,
    }


def audit(case: Case, action: str, *, by: Actor, at: datetime, **data: Any) -> None:
    """Append the audit row; called last, because the chain's lock is held from here to the commit.

    ``data`` holds facts, never what people wrote: a chained row cannot lose a reporter's words when their time is over.
    """
    trail.record(
        action,
        by=by,
        at=at,
        subject_type=SUBJECT,
        subject_id=case.pk,
        district_id=case.district_id,
        number=case.number,
        version=case.version,
        **data,
    )
