"""Coverage as pages, files and the API show it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Avg, Count, Q, Sum

from gridwarden.patrols.domain.coverage import AppealState, NoCoverage
from gridwarden.patrols.models import Appeal, CoverageDay, CoverageGrid, CoveragePerson, CoverageRoad
from gridwarden.patrols.queries.coverage_rows import AppealRow, DayRow, GridRow, PersonRow, Presence, RoadRow
from gridwarden.platform.access import Permission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import QuerySet

    from gridwarden.platform.access import Actor

_MOST_DAYS = 31


def sees_all(actor: Actor) -> bool:
    """Tell whether somebody sees every grid of the district."""
    return actor.may(Permission.CASE_SEE_DISTRICT) or actor.may(Permission.COVERAGE_EDIT)


def days(actor: Actor) -> list[date]:
    """Return the newest days that were computed."""
    rows = CoverageDay.objects.filter(district=actor.district_id).order_by("-day")
    return list(rows.values_list("day", flat=True)[:_MOST_DAYS])


def computed_days(district_id: int) -> set[date]:
    """Return the days of a district that were computed, for those who feed the district with days."""
    return set(CoverageDay.objects.filter(district=district_id).values_list("day", flat=True))


def one_day(actor: Actor, day: date) -> DayRow | None:
    """Return a day, None where it was not computed."""
    row = CoverageDay.objects.filter(district=actor.district_id, day=day).first()
    if row is None:
        return None
    return DayRow(
        id=row.pk, day=row.day, plan_version=row.plan_version, computed_at=row.computed_at, fixes=row.fixes,
        values=row.values,
    )  # fmt: skip


def computed(actor: Actor, day: date) -> DayRow:
    """Return a day, or refuse where it was not computed."""
    row = one_day(actor, day)
    if row is None:
        raise NoCoverage("Nothing is known of this day.")
    return row


def grids(actor: Actor, day: date) -> list[GridRow]:
    """Return the grids in sight on a day, by code."""
    return [_grid(row) for row in _grids(actor).filter(of__day=day).order_by("grid__code", "pk")]


def grid(actor: Actor, day: date, grid_id: int) -> GridRow:
    """Return one grid's day, or refuse as if there were none."""
    row = _grids(actor).filter(of__day=day, grid=grid_id).first()
    if row is None:
        raise NoCoverage("Nothing is known of this grid on this day.")
    return _grid(row)


def month(actor: Actor, first: date) -> list[GridRow]:
    """Return the grids in sight over a month: rates are means of the days that have one."""
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    rows = (
        _grids(actor)
        .filter(of__day__gte=first, of__day__lt=following)
        .values("grid__code")
        .annotate(
            rated=Count("rate"), once=Avg("once"), rate=Avg("rate"), days=Count("pk"), people=Sum("people"),
            arrived=Sum("arrived"), in_s=Sum("in_s"), out_s=Sum("out_s"), silent_s=Sum("silent_s"),
            sent_s=Sum("sent_s"),
            fixes=Sum("fixes"), dropped=Sum("dropped"), length_m=Avg("length_m"),
        )
        .order_by("grid__code")
    )  # fmt: skip
    newest = {row.grid.code: row.grid for row in _grids(actor).filter(of__day__lt=following).order_by("of__day")}
    return [
        GridRow(
            grid_id=newest[row["grid__code"]].pk, code=row["grid__code"], name=newest[row["grid__code"]].name,
            grid_class=newest[row["grid__code"]].grid_class, rate=row["rate"], once=row["once"], refused="",
            length_m=row["length_m"], people=row["people"], arrived=row["arrived"], presence=_presence(row),
            fixes=row["fixes"], dropped=row["dropped"], median_gap_m=None, rated_days=row["rated"], days=row["days"],
        )
        for row in rows
    ]  # fmt: skip


def roads(actor: Actor, day: date, grid_id: int) -> list[RoadRow]:
    """Return the segments of a grid in sight, by name."""
    grid(actor, day, grid_id)
    rows = CoverageRoad.objects.filter(of__district=actor.district_id, of__day=day, grid=grid_id).order_by("name", "pk")
    return [
        RoadRow(
            number=number, name=row.name, grade=row.grade, line=[(lon, lat) for lon, lat in row.line],
            length_m=row.length_m, required=row.required, passes=row.passes, left=row.left, right=row.right,
            gap_s=row.gap_s, times=[tuple(time) for time in row.times],
        )
        for number, row in enumerate(rows, start=1)
    ]  # fmt: skip


def people(actor: Actor, day: date, grid_id: int | None = None) -> list[PersonRow]:
    """Return the people in sight on a day, by grid and number."""
    rows = _people(actor).filter(of__day=day)
    if grid_id is not None:
        rows = rows.filter(grid=grid_id)
    return [_person(row) for row in rows.order_by("grid__code", "staff__staff_number", "pk")]


def person(actor: Actor, day: date, staff_id: int) -> PersonRow:
    """Return one person's day: one's own, or of somebody in sight; or refuse as if there were none."""
    row = _people(actor, own=True).filter(of__day=day, staff=staff_id).first()
    if row is None:
        raise NoCoverage("Nothing is known of this person on this day.")
    return _person(row)


def my_days(actor: Actor) -> list[PersonRow]:
    """Return the reader's own newest days."""
    rows = CoveragePerson.objects.filter(of__district=actor.district_id, staff__user=actor.user_id)
    return [_person(row) for row in rows.select_related("staff__user", "grid", "of").order_by("-of__day")[:_MOST_DAYS]]


def appeal_of(actor: Actor, day: date, staff_id: int) -> AppealRow | None:
    """Return what somebody said against their day; ask ``person`` first whether they are in sight."""
    rows = Appeal.objects.filter(district=actor.district_id, day=day, staff=staff_id)
    row = rows.select_related("staff__user", "reviewed_by").first()
    return _appeal(row) if row else None


def open_appeals(actor: Actor) -> list[AppealRow]:
    """Return the appeals in sight that wait for a decision, oldest first."""
    if not actor.may(Permission.COVERAGE_REVIEW):
        return []
    rows = Appeal.objects.filter(district=actor.district_id, state="open").exclude(staff__user=actor.user_id)
    if not sees_all(actor):
        rows = rows.filter(staff__unit__in=actor.unit_ids)
    return [_appeal(row) for row in rows.select_related("staff__user", "reviewed_by").order_by("day", "pk")[:50]]


def _grids(actor: Actor) -> QuerySet[CoverageGrid]:
    rows = CoverageGrid.objects.filter(of__district=actor.district_id).select_related("grid")
    if sees_all(actor):
        return rows
    return rows.filter(grid__in=actor.grid_ids) if actor.may(Permission.DEVICE_SEE) else rows.none()


def _people(actor: Actor, *, own: bool = False) -> QuerySet[CoveragePerson]:
    rows = CoveragePerson.objects.filter(of__district=actor.district_id).select_related("staff__user", "grid", "of")
    if sees_all(actor):
        return rows
    mine = Q(staff__user=actor.user_id) if own and actor.user_id else Q(pk=None)
    below = Q(grid__in=actor.grid_ids) | Q(staff__unit__in=actor.unit_ids)
    return rows.filter(mine | below if actor.may(Permission.DEVICE_SEE) else mine)


def _presence(row: Mapping[str, Any]) -> Presence:
    return Presence(**{name: row[name] for name in ("in_s", "out_s", "silent_s", "sent_s")})


def _parts(row: CoverageGrid | CoveragePerson) -> Presence:
    return Presence(in_s=row.in_s, out_s=row.out_s, silent_s=row.silent_s, sent_s=row.sent_s)


def _grid(row: CoverageGrid) -> GridRow:
    return GridRow(
        grid_id=row.grid_id, code=row.grid.code, name=row.grid.name, grid_class=row.grid.grid_class, rate=row.rate,
        once=row.once, refused=row.refused, length_m=row.length_m, people=row.people, arrived=row.arrived,
        presence=_parts(row), fixes=row.fixes,
        dropped=row.dropped, median_gap_m=row.median_gap_m,
    )  # fmt: skip


def _person(row: CoveragePerson) -> PersonRow:
    return PersonRow(
        staff_id=row.staff_id, user_id=row.staff.user_id, name=row.staff.user.display_name, day=row.of.day,
        grid_id=row.grid_id, grid_code=row.grid.code if row.grid else "", device_id=row.device_id,
        starts_at=row.starts_at, ends_at=row.ends_at, arrival=row.arrival, arrived_s=row.arrived_s,
        metres=row.metres, passes=row.passes,
        presence=_parts(row), fixes=row.fixes,
        dropped=row.dropped, median_gap_m=row.median_gap_m, bars=[tuple(bar) for bar in row.bars],
        sent=[tuple(trip) for trip in row.sent],
    )  # fmt: skip


def _appeal(row: Appeal) -> AppealRow:
    return AppealRow(
        id=row.pk, day=row.day, staff_id=row.staff_id, name=row.staff.user.display_name, user_id=row.staff.user_id,
        text=row.text, made_at=row.made_at, state=AppealState(row.state),
        reviewed_by=row.reviewed_by.display_name if row.reviewed_by else "", reviewed_at=row.reviewed_at,
        answer=row.answer, figures=row.figures,
    )  # fmt: skip
