"""Follow the territory, and tell people of their rosters."""

from __future__ import annotations

from datetime import date

from gridwarden.grids.events import GridPlanChanged
from gridwarden.platform.events.bus import subscribe
from gridwarden.platform.notifications.actions import notify
from gridwarden.workforce.actions import following
from gridwarden.workforce.events import RosterProposed, RosterPublished


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


@subscribe(RosterPublished)
def tell_of_roster(event: RosterPublished) -> None:
    """Everybody whose shifts are new or different hears of it."""
    notify(
        user_ids=event.told,
        kind="roster.published",
        at=event.at,
        district_id=event.district_id,
        subject_type="roster",
        subject_id=event.plan_id,
        params={"from_day": event.from_day},
        dedupe_key=f"roster.published:{event.plan_id}",
    )


@subscribe(RosterProposed)
def tell_of_proposal(event: RosterProposed) -> None:
    """Whoever decides hears that a changed roster waits."""
    notify(
        user_ids=event.deciders,
        kind="roster.proposed",
        at=event.at,
        district_id=event.district_id,
        subject_type="roster",
        subject_id=event.plan_id,
        params={"reason": event.reason},
        dedupe_key=f"roster.proposed:{event.plan_id}",
    )
