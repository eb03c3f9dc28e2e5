"""Take over records of cases that ended in another system (migration of old data)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils.timezone import localdate

from gridwarden.cases.actions._numbers import next_numbers
from gridwarden.cases.domain.history import first_changes, plain
from gridwarden.cases.domain.situation import Situation
from gridwarden.cases.domain.states import CaseState, Flag, Level
from gridwarden.cases.models import Case, Step
from gridwarden.cases.models.columns import STORED_SRID
from gridwarden.cases.models.step import OPEN
from gridwarden.cases.queries.chains import chain_of
from gridwarden.cases.queries.findable import searchable_as
from gridwarden.grids.queries.locate import locate_many
from gridwarden.platform.access import Permission
from gridwarden.platform.audit import trail

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.cases.domain.situation import Chain
    from gridwarden.cases.domain.sources import Source
    from gridwarden.menu.queries.rows import ConditionRow
    from gridwarden.platform.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedCase:
    """What is known of a case that was closed elsewhere; degrees in CGCS2000."""

    source: Source
    condition: ConditionRow
    lon: float
    lat: float
    place_crs: str
    address: str
    description: str
    opened_at: datetime
    closed_at: datetime
    #: Where it comes from, in words for the file.
    origin: str


@transaction.atomic
def adopt(*, by: Actor, at: datetime, district_id: int, ended: list[EndedCase]) -> list[int]:
    """Store the records as closed cases with numbers of their own days; return their ids in the given order.

    They bear the flag ``adopted``: nothing proves their steps, so figures about checks and reworks leave them
    out. One audit row tells of the whole lot.
    """
    by.require(Permission.INTAKE_IMPORT)
    if not ended:
        return []
    chain = chain_of(district_id, None, at)
    cases = _cases(district_id, ended, chain.desk.id)
    Case.objects.bulk_create(cases, batch_size=500)
    Step.objects.bulk_create(
        [_first_step(case, one, chain, by=by, at=at) for case, one in zip(cases, ended, strict=True)], batch_size=1000
    )
    trail.record(
        "case.adopted",
        by=by,
        at=at,
        subject_type="district",
        subject_id=district_id,
        district_id=district_id,
        cases=len(cases),
        numbers=[cases[0].number, cases[-1].number],
    )
    return [case.pk for case in cases]


def _cases(district_id: int, ended: list[EndedCase], desk_id: int) -> list[Case]:
    numbers = _numbers(district_id, [localdate(one.opened_at) for one in ended])
    grids = _grids(district_id, ended)
    cases = []
    for one, number, grid_id in zip(ended, numbers, grids, strict=True):
        flags = [Flag.ADOPTED.value, *([] if grid_id else [Flag.NO_GRID.value])]
        case = Case(
            district_id=district_id,
            number=number,
            day=localdate(one.opened_at),
            source=one.source.value,
            condition_id=one.condition.id,
            grid_id=grid_id,
            place=Point(one.lon, one.lat, srid=STORED_SRID),
            place_crs=one.place_crs,
            address=one.address[:200],
            description=one.description,
            flags=flags,
            opened_by_name=one.origin,
            state=CaseState.CLOSED.value,
            level=int(Level.DESK),
            owner_unit_id=desk_id,
            opened_at=one.opened_at,
            registered_at=one.opened_at,
            closed_at=one.closed_at,
            moved_at=one.closed_at,
        )
        case.search = searchable_as(case, one.condition)
        cases.append(case)
    return cases


def _numbers(district_id: int, days: list[date]) -> list[str]:
    """Return a number for each case: those of one day in the given order, without gaps."""
    wanted: dict[date, int] = defaultdict(int)
    for day in days:
        wanted[day] += 1
    given = {day: iter(next_numbers(district_id, day, wanted[day])) for day in sorted(wanted)}
    return [next(given[day]) for day in days]


def _grids(district_id: int, ended: list[EndedCase]) -> list[int | None]:
    """Return the grid of each place on its own day."""
    found: list[int | None] = [None] * len(ended)
    by_day: dict[date, list[int]] = defaultdict(list)
    for index, one in enumerate(ended):
        by_day[localdate(one.opened_at)].append(index)
    for day, indexes in by_day.items():
        located = locate_many(district_id, [ended[i].lon for i in indexes], [ended[i].lat for i in indexes], day)
        for index, grid_id in zip(indexes, located.grid_ids.tolist(), strict=True):
            found[index] = grid_id if grid_id >= 0 else None
    return found


def _first_step(case: Case, one: EndedCase, chain: Chain, *, by: Actor, at: datetime) -> Step:
    """The only step: what the record says, told by who took it over."""
    return Step(
        case=case,
        seq=1,
        move=OPEN,
        to_state=case.state,
        to_level=case.level,
        by_id=by.user_id,
        by_name=by.name,
        by_unit_id=by.unit_id,
        at=at,
        note=one.origin,
        changes=plain(first_changes(_situation(case, one, chain))),
    )


def _situation(case: Case, one: EndedCase, chain: Chain) -> Situation:
    return Situation(
        district_id=case.district_id,
        source=one.source,
        chain=chain,
        state=CaseState.CLOSED,
        owner=chain.desk,
        condition_id=case.condition_id,
        registered_at=one.opened_at,
        closed_at=one.closed_at,
        moved_at=one.closed_at,
    )
