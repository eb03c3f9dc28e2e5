"""Follow the territory: when a grid's outline changes, its people and keepers go on with it."""

from __future__ import annotations

from datetime import date

from gridwarden.grids.events import GridPlanChanged
from gridwarden.platform.events.bus import subscribe
from gridwarden.workforce.actions import following


@subscribe(GridPlanChanged)
def follow_grids(event: GridPlanChanged) -> None:
    """Carry postings and keepers over to the versions that follow, and end those of grids that are gone."""
    followed = {int(old): new for old, new in event.followed.items()}
    following.follow(
        district_id=event.district_id,
        at=event.at,
        day=date.fromisoformat(event.day),
        closed=event.closed,
        followed=followed,
    )
