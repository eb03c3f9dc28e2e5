"""What follows from an alarm: people are told of it, once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gridwarden.patrols.events import AlarmRaised
from gridwarden.patrols.models import Alarm
from gridwarden.patrols.notices import ALARM, OWN_ALARM
from gridwarden.platform.access import Permission
from gridwarden.platform.events.bus import subscribe
from gridwarden.platform.notifications.actions import notify
from gridwarden.workforce.domain.units import UnitKind
from gridwarden.workforce.queries import people, units

if TYPE_CHECKING:
    from datetime import datetime


@subscribe(AlarmRaised)
def tell(event: AlarmRaised) -> None:
    """Tell the squad that leads the grid, the desk, and whoever the alarm is about."""
    alarm = Alarm.objects.select_related("device", "staff__user", "grid").get(pk=event.alarm_id)
    who = alarm.staff.user.display_name if alarm.staff else alarm.device.name
    told: dict[str, Any] = {
        "at": event.at,
        "district_id": event.district_id,
        "subject_type": "alarm",
        "subject_id": alarm.pk,
    }
    params = {"who": who, "alarm": alarm.kind, "grid": alarm.grid.code if alarm.grid else ""}
    own = {alarm.staff.user_id} if alarm.staff else set()
    leads = _leads(event.district_id, alarm.grid_id, event.at) - own
    key = f"alarm:{alarm.pk}"
    notify(user_ids=sorted(leads), kind=ALARM, params=params, dedupe_key=key, **told)
    if own:
        notify(user_ids=sorted(own), kind=OWN_ALARM, params={"alarm": alarm.kind}, dedupe_key=key, **told)


def _leads(district_id: int, grid_id: int | None, at: datetime) -> set[int]:
    keepers = [units.team_of_grid(grid_id, at)] if grid_id else []
    squads = [units.parent_of_kind(keeper.id, UnitKind.SQUADRON) for keeper in keepers if keeper]
    concerned = [*keepers, *squads, *units.of_kind(district_id, UnitKind.DESK, at.date())]
    found: set[int] = set()
    for unit in filter(None, concerned):
        found.update(people.user_ids_with(Permission.DEVICE_COMMAND, unit.id, at=at))
    return found
