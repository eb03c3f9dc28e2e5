"""Compute what was patrolled, set what is asked, appeal against figures and decide on appeals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from django.db import IntegrityError, connection, transaction
from django.utils.timezone import localdate
from procrastinate.contrib.django import app

from gridwarden.algorithms.geodesy import from_plane
from gridwarden.grids.models import District
from gridwarden.patrols.domain.coverage import AppealClosed, AppealState, NoCoverage, NotYourAppeal, Plan, PlanWrong
from gridwarden.patrols.domain.dayswork import judge
from gridwarden.patrols.models import (
    Appeal,
    CoverageDay,
    CoverageGrid,
    CoveragePerson,
    CoveragePlan,
    CoverageRoad,
)
from gridwarden.patrols.queries import coverage_inputs as inputs
from gridwarden.platform.access import Permission
from gridwarden.platform.audit.trail import record

if TYPE_CHECKING:
    from datetime import date, datetime

    from gridwarden.patrols.domain.dayswork import DayFigures, GridFigures, PersonFigures, SegmentFigures
    from gridwarden.platform.access import Actor

#: The job that computes a day; ``jobs.py`` registers it.
JOB = "patrols.compute_coverage"
#: Fixes may come so late that a day is computed again.
LATE_DAYS = 7
_LONGEST_TEXT = 500
#: Two computations of one day wait for each other.
_TURN = "SELECT pg_advisory_xact_lock(hashtext('patrols_coverage'), %s)"


def ask(*, by: Actor, at: datetime, day: date) -> None:
    """Have a day computed in the background."""
    by.require(Permission.COVERAGE_EDIT)
    if day > localdate(at) or by.district_id is None:
        raise NoCoverage("Nothing is known of a day to come.")
    app.configure_task(name=JOB).defer(district_id=by.district_id, day=day.isoformat())


def compute_due(*, at: datetime) -> int:
    """Compute yesterday and every day of the last week to which fixes were added; return how many days."""
    yesterday, count = localdate(at) - timedelta(days=1), 0
    for district_id in District.objects.order_by("pk").values_list("pk", flat=True):
        for day in inputs.stale_days(district_id, yesterday - timedelta(days=LATE_DAYS), yesterday):
            compute(at=at, district_id=district_id, day=day)
            count += 1
    return count


@transaction.atomic
def compute(*, at: datetime, district_id: int, day: date) -> CoverageDay:
    """Replace a day's figures by new ones from all that is known now."""
    with connection.cursor() as cursor:
        cursor.execute(_TURN, [district_id])
    district = District.objects.get(pk=district_id)
    version, plan = inputs.plan_in_force(district_id)
    fixes, received_at = inputs.newest_fix(district_id, day)
    grids = inputs.grids(district, day)
    shifts = inputs.shifts(district, day, grids)
    tracks = inputs.tracks(district, day, shifts, {grid.id for grid in grids if grid.is_driven})
    figures = judge(plan, inputs.roads(district), grids, tracks, shifts)
    CoverageDay.objects.filter(district=district, day=day).delete()
    row = CoverageDay.objects.create(
        district=district, day=day, plan_version=version, values=plan.values(), computed_at=at, fixes=fixes,
        received_at=received_at,
    )  # fmt: skip
    _store(row, figures, district)
    return row


def _store(row: CoverageDay, figures: DayFigures, district: District) -> None:
    begin, _ = inputs.bounds(row.day)
    CoverageGrid.objects.bulk_create([_grid(row, one, figures.people) for one in figures.grids])
    CoverageRoad.objects.bulk_create(
        [_road(row, one, district.plane_srid) for one in figures.segments], batch_size=1000
    )
    CoveragePerson.objects.bulk_create([_person(row, one, begin) for one in figures.people])


def _grid(row: CoverageDay, one: GridFigures, people: list[PersonFigures]) -> CoverageGrid:
    own = [person for person in people if person.grid_id == one.grid_id and person.span]
    return CoverageGrid(
        of=row, grid_id=one.grid_id, rate=one.kept.rate, once=one.kept.once, refused=one.kept.refused or "",
        length_m=one.length_m, fixes=one.base.fixes, dropped=one.base.dropped, median_gap_m=one.base.median_gap_m,
        people=len(own), arrived=sum(person.arrival == "in_time" for person in own),
        in_s=sum(person.presence.in_s for person in own), out_s=sum(person.presence.out_s for person in own),
        silent_s=sum(person.presence.silent_s for person in own),
        sent_s=sum(person.presence.sent_s for person in own),
    )  # fmt: skip


def _road(row: CoverageDay, one: SegmentFigures, srid: int) -> CoverageRoad:
    points = shapely.get_coordinates(one.line)
    lons, lats = from_plane(points[:, 0], points[:, 1], srid)
    sides = [side for _, _, side, _ in one.times]
    return CoverageRoad(
        of=row, grid_id=one.grid_id, name=one.road.name, grade=one.road.grade,
        line=np.round(np.column_stack([lons, lats]), 6).tolist(), length_m=one.length_m, required=one.required,
        passes=len(one.times), left=sides.count(1), right=sides.count(-1), gap_s=one.gap_s,
        times=[list(time) for time in one.times],
    )  # fmt: skip


def _person(row: CoverageDay, one: PersonFigures, begin: datetime) -> CoveragePerson:
    starts_at, ends_at = (begin + timedelta(seconds=end) for end in one.span) if one.span else (None, None)
    return CoveragePerson(
        of=row, staff_id=one.staff_id, grid_id=one.grid_id, device_id=one.device_id, starts_at=starts_at,
        ends_at=ends_at, arrival=one.arrival or "", arrived_s=one.arrived_s, metres=one.metres, passes=one.passes,
        bars=[list(bar) for bar in one.bars], fixes=one.base.fixes, dropped=one.base.dropped,
        median_gap_m=one.base.median_gap_m, in_s=one.presence.in_s, out_s=one.presence.out_s,
        silent_s=one.presence.silent_s, sent_s=one.presence.sent_s, sent=[list(trip) for trip in one.sent],
    )  # fmt: skip


@transaction.atomic
def set_plan(*, by: Actor, at: datetime, required: dict[str, dict[str, int]], params: dict[str, float]) -> CoveragePlan:
    """Ask for other passes from the next computation on; days that were computed keep what they were judged by."""
    by.require(Permission.COVERAGE_EDIT)
    if by.district_id is None:
        raise PlanWrong("A plan belongs to a district.", district="missing")
    plan = Plan(required=required, params=params)
    District.objects.select_for_update().get(pk=by.district_id)
    version = inputs.plan_in_force(by.district_id)[0] + 1
    row = CoveragePlan.objects.create(
        district_id=by.district_id, version=version, values=plan.values(), set_by_id=by.user_id, set_at=at
    )
    record(
        "coverage.planned", by=by, at=at, subject_type="coverage_plan", subject_id=row.pk, version=version,
        values=plan.values(),
    )  # fmt: skip
    return row


@transaction.atomic
def appeal(*, by: Actor, at: datetime, day: date, text: str) -> Appeal:
    """Say something against one's own figures of a day; they are kept beside it as they are now."""
    found = CoveragePerson.objects.filter(of__district=by.district_id, of__day=day, staff__user=by.user_id).first()
    if found is None or by.user_id is None or by.district_id is None:
        raise NotYourAppeal("There are no figures of yours on this day.")
    words = _words(text, "text")
    try:
        with transaction.atomic():
            row = Appeal.objects.create(
                district_id=by.district_id, day=day, staff_id=found.staff_id, text=words, made_at=at,
                figures=_figures(found),
            )  # fmt: skip
    except IntegrityError as error:
        raise AppealClosed("You have appealed on this day already.") from error
    record("coverage.appealed", by=by, at=at, subject_type="coverage_appeal", subject_id=row.pk, day=day.isoformat())
    return row


@transaction.atomic
def review(*, by: Actor, at: datetime, appeal_id: int, accepted: bool, answer: str) -> Appeal:
    """Decide on an appeal; the figures stay, the decision stands beside them."""
    by.require(Permission.COVERAGE_REVIEW)
    row = Appeal.objects.select_for_update(of=("self",)).select_related("staff").filter(
        pk=appeal_id, district=by.district_id
    ).first()  # fmt: skip
    if row is None:
        raise NoCoverage("There is no such appeal.")
    if row.staff.user_id == by.user_id:
        raise NotYourAppeal("Somebody else decides on your appeal.")
    if row.state != AppealState.OPEN:
        raise AppealClosed("The appeal was decided already.")
    row.answer = _words(answer, "answer")
    row.state = AppealState.ACCEPTED if accepted else AppealState.DECLINED
    row.reviewed_by_id, row.reviewed_at = by.user_id, at
    row.save(update_fields=["answer", "state", "reviewed_by", "reviewed_at"])
    record("coverage.reviewed", by=by, at=at, subject_type="coverage_appeal", subject_id=row.pk, state=str(row.state))
    return row


def _words(text: str, name: str) -> str:
    words = text.strip()
    if not words or len(words) > _LONGEST_TEXT:
        raise PlanWrong("Write up to 500 characters.", **{name: "missing" if not words else "too long"})
    return words


def _figures(row: CoveragePerson) -> dict[str, Any]:
    names = (
        "in_s", "out_s", "sent_s", "silent_s", "arrival", "arrived_s", "fixes", "dropped", "median_gap_m", "metres",
        "sent",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}
