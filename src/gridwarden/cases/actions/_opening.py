"""Open a case: one transaction from the place to the audit row."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.algorithms.geodesy import Crs, to_cgcs2000
from gridwarden.cases.actions import _clocks, _records
from gridwarden.cases.actions._numbers import Numbered, next_number
from gridwarden.cases.domain import deadlines
from gridwarden.cases.domain.errors import CaseNotFound
from gridwarden.cases.domain.escalation import calls_on_opening
from gridwarden.cases.domain.history import first_changes, plain
from gridwarden.cases.domain.opening import Outset, first_clocks, open_at
from gridwarden.cases.domain.situation import NO_PHOTOS
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.events import CaseOpened
from gridwarden.cases.models import Case, EvidenceKind
from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.cases.models.step import OPEN
from gridwarden.cases.queries.chains import chain_of
from gridwarden.cases.queries.findable import searchable_as
from gridwarden.cases.queries.limits import combined
from gridwarden.grids.domain.locating import Flag as Sureness
from gridwarden.grids.queries.locate import locate
from gridwarden.menu.queries import menus
from gridwarden.platform.events.bus import publish

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from gridwarden.cases.domain.clocks import Stage
    from gridwarden.cases.domain.deadlines import StageClock
    from gridwarden.cases.domain.situation import Situation
    from gridwarden.cases.domain.sources import Source
    from gridwarden.grids.domain.locating import Located
    from gridwarden.menu.queries.rows import ConditionRow
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """What is known of a case when it is opened."""

    district_id: int
    source: Source
    lon: float
    lat: float
    crs: Crs = Crs.CGCS2000
    condition_id: int | None = None
    address: str = ""
    description: str = ""
    #: Photos of the state as found, in the order of showing.
    photos: tuple[UUID, ...] = field(default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A new case: its number, where it lies, who has it and until when."""

    case_id: int
    number: str
    version: int
    state: CaseState
    level: Level
    grid_id: int | None
    grid_code: str
    owner_unit_id: int
    flags: tuple[Flag, ...]
    due_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything that is known before the first row is written."""

    new: NewCase
    lon: float
    lat: float
    located: Located
    condition: ConditionRow | None
    situation: Situation
    flags: tuple[Flag, ...]


@transaction.atomic
def open_case(*, by: Actor, at: datetime, new: NewCase) -> Opened:
    """Find everything out, then write everything."""
    if by.district_id != new.district_id:
        raise CaseNotFound("There is no such district.")
    prepared = _prepare(new, at)
    numbered = next_number(new.district_id, localdate(at))
    clocks = _first_clocks(prepared, numbered, at)
    case = _insert(prepared, numbered, clocks, by=by, at=at)
    _clocks.start(case, clocks.values())
    _write_first_step(case, prepared, by=by, at=at)
    return _opened(case, prepared)


def _prepare(new: NewCase, at: datetime) -> Prepared:
    lon, lat = to_cgcs2000(new.lon, new.lat, new.crs)
    located = locate(new.district_id, lon, lat, at)
    condition = _condition(new)
    chain = chain_of(new.district_id, located.grid_id, at)
    outset = Outset(
        district_id=new.district_id,
        source=new.source,
        chain=chain,
        in_grid=located.grid_id is not None,
        condition_id=condition.id if condition else None,
        slip=condition.slip if condition else None,
        photo_rule=condition.photo_rule if condition else NO_PHOTOS,
        photos_before=len(set(new.photos)),
    )
    flags = _flags(located, has_team=chain.team is not None)
    return Prepared(
        new=new, lon=lon, lat=lat, located=located, condition=condition, situation=open_at(outset, at), flags=flags
    )


def _condition(new: NewCase) -> ConditionRow | None:
    if new.condition_id is None:
        return None
    found = menus.condition(new.condition_id)
    if found.district_id != new.district_id or not found.is_published:
        raise menus.NoSuchCondition("There is no such condition.")
    return found


def _flags(located: Located, *, has_team: bool) -> tuple[Flag, ...]:
    if located.grid_id is None:
        return (Flag.NO_GRID,)
    border = (Flag.ON_BORDER,) if located.flag is Sureness.BORDER else ()
    return border + (() if has_team else (Flag.NO_TEAM,))


def _first_clocks(prepared: Prepared, numbered: Numbered, at: datetime) -> dict[Stage, StageClock]:
    handle = prepared.condition.limit if prepared.condition else None
    return deadlines.apply(
        first_clocks(prepared.situation.state),
        {},
        combined(numbered.limits, handle),
        at=at,
        calendars=_clocks.calendars_of(prepared.new.district_id),
    )


def _insert(
    prepared: Prepared, numbered: Numbered, clocks: dict[Stage, StageClock], *, by: Actor, at: datetime
) -> Case:
    new, situation = prepared.new, prepared.situation
    warn_at, due_at = deadlines.governing(clocks.values())
    case = Case(
        district_id=new.district_id,
        number=numbered.number,
        day=localdate(at),
        source=new.source.value,
        condition_id=situation.condition_id,
        grid_id=prepared.located.grid_id,
        place=Point(prepared.lon, prepared.lat, srid=STORED_SRID),
        place_crs=str(new.crs),
        address=new.address.strip(),
        description=new.description.strip(),
        flags=[flag.value for flag in prepared.flags],
        opened_by_id=by.user_id,
        opened_by_name=by.name,
        state=situation.state.value,
        level=int(situation.level),
        owner_unit_id=situation.owner.id,
        photos_before=situation.photos_before,
        opened_at=at,
        registered_at=situation.registered_at,
        dispatched_at=situation.dispatched_at,
        moved_at=at,
        warn_at=warn_at,
        due_at=due_at,
    )
    case.search = searchable_as(case, prepared.condition)
    case.save(force_insert=True)
    return case


def _write_first_step(case: Case, prepared: Prepared, *, by: Actor, at: datetime) -> None:
    situation = prepared.situation
    changes = first_changes(situation)
    step = _records.write_step(
        case, OPEN, before=None, after=situation, by=by, at=at, note=prepared.new.description, changes=changes
    )
    _records.attach_photos(case, step, {EvidenceKind.BEFORE: prepared.new.photos}, by=by)
    _records.call(case, calls_on_opening(situation), kind="case.opened", key="1", at=at, by=by)
    publish(CaseOpened(**_records.facts_of(case, at)))
    data: dict[str, Any] = {"to_state": case.state, "changes": plain(changes), "flags": case.flags}
    _records.audit(case, "case.opened", by=by, at=at, **data)


def _opened(case: Case, prepared: Prepared) -> Opened:
    return Opened(
        case_id=case.pk,
        number=case.number,
        version=case.version,
        state=prepared.situation.state,
        level=prepared.situation.level,
        grid_id=case.grid_id,
        grid_code=prepared.located.code,
        owner_unit_id=case.owner_unit_id,
        flags=prepared.flags,
        due_at=case.due_at,
    )
