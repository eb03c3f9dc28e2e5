"""What cases listen to: their timers, and changes of the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gridwarden.cases.actions import alarms, recomputing
from gridwarden.grids.models import District
from gridwarden.platform.calendars.events import CalendarChanged
from gridwarden.platform.events.bus import subscribe
from gridwarden.platform.timers import clockwork

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


@subscribe(CalendarChanged)
def recompute(event: CalendarChanged) -> None:
    """Deadlines follow the calendar; the common one (district 0) is followed by every district."""
    districts = (
        [event.district_id] if event.district_id else District.objects.order_by("pk").values_list("pk", flat=True)
    )
    for district_id in districts:
        recomputing.recompute(district_id=district_id, at=event.at)
