"""What cases listen to: their timers, and changes of the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from procrastinate.contrib.django import app

from gridwarden.cases.actions import alarms, recomputing, supervision, suspensions
from gridwarden.cases.events import CaseMoved, CaseOpened
from gridwarden.cases.notices import COVERAGE_SHORT
from gridwarden.cases.queries import findings
from gridwarden.grids.models import District
from gridwarden.platform.access import Permission
from gridwarden.platform.calendars.events import CalendarChanged, CalendarCoverageShort
from gridwarden.platform.events.bus import subscribe
from gridwarden.platform.notifications.actions import notify
from gridwarden.platform.timers import clockwork
from gridwarden.workforce.queries import people

if TYPE_CHECKING:
    from datetime import datetime

    from gridwarden.platform.timers.clockwork import Ring


@clockwork.on("case.warn")
def warn(ring: Ring, now: datetime) -> None:
    """A limit is nearly used up."""
    alarms.warn(ring=ring, at=now)


@clockwork.on("case.breach")
def breach(ring: Ring, now: datetime) -> None:
    """A limit is broken."""
    alarms.breach(ring=ring, at=now)


@clockwork.on("case.resume")
def wake(ring: Ring, now: datetime) -> None:
    """A suspended case's day has come."""
    suspensions.wake(ring=ring, at=now)


@clockwork.on("case.order_warn")
def order_nearly_due(ring: Ring, now: datetime) -> None:
    """A supervision order is nearly due."""
    supervision.remind(ring=ring, at=now)


@clockwork.on("case.order_due")
def order_due(ring: Ring, now: datetime) -> None:
    """The time to answer a supervision order has run out."""
    supervision.remind(ring=ring, at=now)


def look_at_photos(event: CaseOpened | CaseMoved) -> None:
    """New photos are looked at by a job of their own: comparing them must not hold up the news."""
    if findings.unexamined(event.case_id):
        app.configure_task("cases.examine_photos").defer(case_id=event.case_id)


subscribe(CaseOpened)(look_at_photos)
subscribe(CaseMoved)(look_at_photos)


@subscribe(CalendarChanged)
def recompute(event: CalendarChanged) -> None:
    """Deadlines follow the calendar."""
    for district_id in _followers(event):
        recomputing.recompute(district_id=district_id, at=event.at)


@subscribe(CalendarCoverageShort)
def ask_for_days(event: CalendarCoverageShort) -> None:
    """Deadlines beyond the published days are provisional: those who keep the calendar hear of it once."""
    for district_id in _followers(event):
        notify(
            user_ids=people.user_ids_in_district(Permission.CALENDAR_EDIT, district_id, at=event.at),
            kind=COVERAGE_SHORT,
            at=event.at,
            district_id=district_id,
            subject_type="calendar",
            subject_id=None,
            params={"covered_until": event.covered_until, "code": event.code},
            dedupe_key=f"calendar:{event.code}:short:{event.covered_until}",
        )


def _followers(event: CalendarChanged | CalendarCoverageShort) -> list[int]:
    """Return the districts that keep to the calendar; the common one (district 0) is followed by every district."""
    return (
        [event.district_id] if event.district_id else list(District.objects.order_by("pk").values_list("pk", flat=True))
    )
