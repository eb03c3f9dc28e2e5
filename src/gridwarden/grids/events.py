"""What the territory tells higher contexts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from gridwarden.platform.events.bus import Event


@dataclass(frozen=True, kw_only=True)
class GridPlanChanged(Event):
    """Grids were opened, closed, or followed by a newer version from ``day`` (ISO) on.

    ``followed`` maps a closed grid's id (as text) to the id of the grid that has its code from that day on.
    """

    name: ClassVar[str] = "grids.plan_changed"
    day: str
    opened: list[int]
    closed: list[int]
    followed: dict[str, int]
