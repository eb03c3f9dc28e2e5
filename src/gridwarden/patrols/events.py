"""What other contexts and screens learn about patrols."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class AlarmEvent(Event):
    """Which alarm, of whom and where."""

    alarm_id: int
    kind: str
    device_id: int
    staff_id: int | None
    grid_id: int | None
    lon: float | None
    lat: float | None


@dataclass(frozen=True, kw_only=True)
class AlarmRaised(AlarmEvent):
    """There is something to look at."""

    name: ClassVar[str] = "patrols.alarm_raised"


@dataclass(frozen=True, kw_only=True)
class AlarmCleared(AlarmEvent):
    """It is over."""

    name: ClassVar[str] = "patrols.alarm_cleared"
