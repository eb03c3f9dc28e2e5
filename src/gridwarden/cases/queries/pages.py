"""Everything that the page of one case shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gridwarden.cases.domain import deadlines
from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.moves import MoveName
from gridwarden.cases.domain.numbering import long_number
from gridwarden.cases.domain.states import CaseState, Level
from gridwarden.cases.models import Clock, Support
from gridwarden.cases.models.evidence import EvidenceKind
from gridwarden.cases.queries import timeline, visibility
from gridwarden.cases.queries.chains import chain_of
from gridwarden.cases.queries.rows import CaseRow, case_row, hides_contacts
from gridwarden.grids.queries import roads
from gridwarden.platform.contacts import without_contacts
from gridwarden.workforce.queries import units

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.algorithms.worktime import Light
    from gridwarden.cases.models import Case
    from gridwarden.cases.queries.timeline import ClockEntry, Entry, Picture
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRow:
    """One clock of a case: its limit in words' terms, where it stands, and whether it was broken."""

    id: int
    stage: Stage
    limit_value: str
    limit_unit: str
    started_at: datetime
    stopped_at: datetime | None
    due_at: datetime | None
    breached_at: datetime | None
    #: An appeal was granted: the breach stays a fact and counts against nobody.
    exempted_at: datetime | None
    is_provisional: bool
    light: Light | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelRow:
    """One of the five levels as it stands to the case."""

    level: Level
    unit_name: str
    is_here: bool
    was_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """One case with its file."""

    case: CaseRow
    #: The address, or the nearest named road of a place that has none; empty far from every one.
    where: str
    #: The number under which other systems know the case; empty until its item is settled.
    long_number: str
    handler_name: str
    verifier_name: str
    checker_name: str
    levels: tuple[LevelRow, ...]
    supporting: tuple[str, ...]
    clocks: tuple[ClockRow, ...]
    entries: tuple[Entry, ...]
    #: Warnings, breaches and moved deadlines, to be shown between the steps.
    clock_entries: tuple[ClockEntry, ...]
    before: tuple[Picture, ...]
    after: tuple[Picture, ...]


def case_page(actor: Actor, case_id: int, now: datetime) -> CasePage:
    """Return the page of a case, or refuse as if there were none; at most fourteen SQL statements for any file."""
    case = visibility.get(actor, case_id)
    entries = tuple(timeline.entries(actor, case))
    if hides_contacts(actor, case):
        entries = tuple(replace(entry, note=without_contacts(entry.note)) for entry in entries)
    pictures = [picture for entry in entries for picture in entry.pictures]
    support = Support.objects.filter(case=case).order_by("pk").values_list("unit__name", flat=True)
    row = _row(actor, case, entries, now)
    return CasePage(
        case=row,
        where=row.address or roads.beside(case.district_id, row.lon, row.lat),
        long_number=_long_number(case),
        handler_name=_handler(case),
        verifier_name=case.verifier.display_name if case.verifier else "",
        checker_name=case.checker.display_name if case.checker else "",
        levels=_levels(case, entries),
        supporting=tuple(dict.fromkeys(support)),
        clocks=tuple(_clock(clock, now) for clock in Clock.objects.filter(case=case).order_by("pk")),
        entries=entries,
        clock_entries=tuple(timeline.clock_entries(case.pk)),
        before=tuple(picture for picture in pictures if picture.kind is EvidenceKind.BEFORE),
        after=tuple(picture for picture in pictures if picture.kind is EvidenceKind.AFTER),
    )


def _row(actor: Actor, case: Case, entries: tuple[Entry, ...], now: datetime) -> CaseRow:
    """Return the case's row; of reworks a contractor reads those in the part of the file that it may read."""
    row = case_row(actor, case, now)
    if not actor.is_contractor:
        return row
    return replace(row, rework_count=sum(entry.move == MoveName.FAIL_CHECK for entry in entries))


def _handler(case: Case) -> str:
    """Return who has the case in hand; whoever had it before it was sent on is a matter of its file."""
    waits = case.state in (CaseState.REGISTERED, CaseState.DISPATCHED)
    return case.handler.display_name if case.handler and not waits else ""


def _long_number(case: Case) -> str:
    if case.condition is None:
        return ""
    return long_number(case.district.code6, case.condition.gb_code, case.number)


def _levels(case: Case, entries: tuple[Entry, ...]) -> tuple[LevelRow, ...]:
    chain = chain_of(case.district_id, case.grid_id, case.opened_at, case.owner_unit)
    ids = [unit.id for level in Level if (unit := chain.at(level))]
    names = {unit_id: ref.name for unit_id, ref in units.refs(ids).items()}
    names[case.owner_unit_id] = case.owner_unit.name
    passed = {entry.to_level for entry in entries} | {entry.from_level for entry in entries}
    return tuple(_level(level, case, chain.at(level), names, passed) for level in Level)


def _level(level: Level, case: Case, unit: object, names: dict[int, str], passed: set[Level | None]) -> LevelRow:
    is_here = level == case.level
    stands = case.owner_unit_id if is_here else getattr(unit, "id", 0)
    found_it = level is Level.INFORMATION_OFFICER
    return LevelRow(
        level=level,
        unit_name=case.opened_by_name if found_it else names.get(stands, ""),
        is_here=is_here,
        was_here=level in passed or found_it,
    )


def _clock(clock: Clock, now: datetime) -> ClockRow:
    ran_until = clock.stopped_at or now
    return ClockRow(
        id=clock.pk,
        stage=Stage(clock.stage),
        limit_value=f"{clock.limit_value.normalize():f}" if clock.limit_value else "",
        limit_unit=clock.limit_unit,
        started_at=clock.started_at,
        stopped_at=clock.stopped_at,
        due_at=clock.due_at,
        breached_at=clock.breached_at,
        exempted_at=clock.exempted_at,
        is_provisional=clock.is_provisional,
        light=deadlines.light(clock.warn_at, clock.due_at, ran_until),
    )
