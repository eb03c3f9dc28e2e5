"""The tracking file of a case (跟踪档案): every step with its photos, its feedback and what it did to the clocks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from django.contrib.auth import get_user_model

from gridwarden.algorithms.geodesy import distance_m
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.escalation import AlarmKind
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.cases.models import Alarm, ChangeCause, DeadlineChange, Evidence, Feedback, Step
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.cases.queries import rivals
from gridwarden.platform.access import Permission
from gridwarden.platform.attachments.imaging.exif import Noter
from gridwarden.platform.attachments.queries import claim_of
from gridwarden.workforce.queries import units

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

    from django.contrib.gis.geos import Point

    from gridwarden.cases.models import Case
    from gridwarden.platform.access import Actor
    from gridwarden.platform.attachments.queries import CameraClaim

#: Fields that name a person who was sent.
_SENT = ("verifier_id", "checker_id")
#: Whoever may do one of these judges evidence.
_JUDGING = (Permission.CASE_VERIFY, Permission.CASE_CHECK, Permission.CASE_REGISTER, Permission.CASE_CLOSE)

Part = TypeVar("Part", Feedback, Evidence)


@dataclass(frozen=True, slots=True)
class Claim:
    """What camera or phone noted about a photo, held against the case: a claim, no proof."""

    taken_at: datetime | None
    #: How far from the case's place it was taken; ``None`` where no place was noted.
    away_m: float | None
    noted_by: Noter


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo of the case's file; the claim is only for those who judge evidence."""

    id: UUID
    kind: EvidenceKind
    at: datetime
    step: int
    claim: Claim | None


@dataclass(frozen=True, slots=True)
class ToldRow:
    """Somebody who was told: a level with its unit, or the reporter (``level`` None)."""

    id: int
    level: Level | None
    unit_name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One step of the file."""

    seq: int
    move: str
    at: datetime
    by_name: str
    unit_name: str
    is_automatic: bool
    note: str
    from_state: CaseState | None
    to_state: CaseState
    from_level: Level | None
    to_level: Level
    #: The unit the case went to, or the person who was sent; empty where it stayed with whom it was.
    to_whom: str
    pictures: tuple[Picture, ...]
    told: tuple[ToldRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockEntry:
    """What happened to a clock without a step of the case: it warned, it broke, or its deadline was moved."""

    kind: AlarmKind | ChangeCause
    at: datetime
    stage: Stage
    #: Where the case lay when the alarm sounded.
    level: Level | None
    due_at: datetime | None


def entries(actor: Actor, case: Case) -> list[Entry]:
    """Return the file of a case whose visibility was settled; at most five SQL statements, six for contractors.

    Of the time in which another contractor had the case a contractor reads nothing.
    """
    case_id, place = case.pk, case.place if any(actor.may(judging) for judging in _JUDGING) else None
    told = _by_step(Feedback.objects.filter(case=case_id).select_related("to_unit").order_by("to_level", "pk"))
    shown = _by_step(Evidence.objects.filter(case=case_id).select_related("attachment", "step").order_by("pk"))
    steps = list(Step.objects.filter(case=case_id).select_related("by_unit").order_by("seq"))
    kept = rivals.kept_from(actor, steps)
    steps = [step for step in steps if step.seq not in kept.seqs]
    sent = _sent_to(steps)
    return [
        _entry(step, [_picture(one, place) for one in shown[step.pk]], told[step.pk], sent.get(step.seq, ""))
        for step in steps
    ]


def clock_entries(case_id: int) -> list[ClockEntry]:
    """Return the alarms and moved deadlines of a case whose visibility was settled; two SQL statements."""
    alarms = Alarm.objects.filter(clock__case=case_id).select_related("clock").order_by("at", "pk")
    moved = DeadlineChange.objects.filter(clock__case=case_id).select_related("clock").order_by("at", "pk")
    found = [
        ClockEntry(
            kind=AlarmKind(one.kind),
            at=one.at,
            stage=Stage(one.clock.stage),
            level=Level(one.level),
            due_at=one.clock.due_at,
        )
        for one in alarms
    ]
    found += [
        ClockEntry(
            kind=ChangeCause(one.cause), at=one.at, stage=Stage(one.clock.stage), level=None, due_at=one.new_due_at
        )
        for one in moved
    ]
    return sorted(found, key=lambda entry: entry.at)


def _by_step(rows: Iterable[Part]) -> defaultdict[int, list[Part]]:
    found: defaultdict[int, list[Part]] = defaultdict(list)
    for row in rows:
        found[row.step_id].append(row)
    return found


def _sent_to(steps: list[Step]) -> dict[int, str]:
    """Return by step the unit or person that it gave the case to, named as they are called today."""
    units_of = {step.seq: step.changes["owner"] for step in steps[1:] if step.changes.get("owner")}
    people_of = {
        step.seq: person for step in steps[1:] for field in _SENT if (person := step.changes.get(field)) is not None
    }
    refs = units.refs(list(units_of.values()))
    users = get_user_model().objects.filter(pk__in=people_of.values())
    people = dict(users.values_list("pk", "display_name"))
    named = {seq: refs[unit].name for seq, unit in units_of.items() if unit in refs}
    return named | {seq: people.get(person, "") for seq, person in people_of.items()}


def _picture(one: Evidence, place: Point | None) -> Picture:
    claim = _claim(claim_of(one.attachment), place) if place else None
    # One that was added later arrived later than its step.
    at = max(one.step.at, one.attachment.uploaded_at)
    return Picture(one.attachment_id, EvidenceKind(one.kind), at, one.step.seq, claim)


def _claim(noted: CameraClaim, place: Point) -> Claim | None:
    if not noted.noted_by:
        return None
    away = (
        distance_m(place.x, place.y, noted.lon, noted.lat) if noted.lon is not None and noted.lat is not None else None
    )
    return Claim(noted.taken_at, away, Noter(noted.noted_by))


def _entry(step: Step, shown: list[Picture], told: list[Feedback], to_whom: str) -> Entry:
    return Entry(
        seq=step.seq,
        move=step.move,
        at=step.at,
        by_name=step.by_name,
        unit_name=step.by_unit.name if step.by_unit else "",
        is_automatic=step.by_id is None,
        note=step.note,
        from_state=CaseState(step.from_state) if step.from_state else None,
        to_state=CaseState(step.to_state),
        from_level=Level(step.from_level) if step.from_level else None,
        to_level=Level(step.to_level),
        to_whom=to_whom,
        pictures=tuple(shown),
        told=tuple(_told(one) for one in told),
    )


def _told(feedback: Feedback) -> ToldRow:
    level = Level(feedback.to_level) if feedback.to_level else None
    return ToldRow(feedback.pk, level, feedback.to_unit.name if feedback.to_unit else "", feedback.text)
