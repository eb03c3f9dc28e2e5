"""How open a district is: what the public may send, and how late and how coarsely it sees cases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Openness:
    """The terms of one district; the values here hold until it sets its own."""

    takes_reports: bool = True
    shows_cases: bool = True
    delay_h: int = 24
    coarse_m: int = 100
    reopen_days: int = 15
    reopen_times: int = 2
    reports_per_hour: int = 10
    greeting: str = ""

    def shown_until(self, now: datetime) -> datetime:
        """Return the moment whose news the public learns at ``now``."""
        return now - timedelta(hours=self.delay_h)

    def may_reopen(self, *, closed_at: datetime, reopened: int, now: datetime) -> bool:
        """Return whether a reporter may still have a case taken up again."""
        return reopened < self.reopen_times and now <= closed_at + timedelta(days=self.reopen_days)


def coarsen(lon: float, lat: float, side_m: float) -> tuple[float, float]:
    """Return the middle of the square of ``side_m`` in which a place lies.

    The squares are fixed, so that many cases of one house, taken together, tell no more than one of them.
    """
    lat_step = side_m / _METRES_PER_DEGREE
    row = math.floor(lat / lat_step)
    middle = (row + 0.5) * lat_step
    lon_step = lat_step / max(0.01, math.cos(math.radians(middle)))
    return (math.floor(lon / lon_step) + 0.5) * lon_step, middle
