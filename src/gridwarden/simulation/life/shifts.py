"""When people are at work, and when something that takes a while is done."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo

_SATURDAY = 5


class Shift(Enum):
    """From when to when, and whether on days off too."""

    DESK = (time(0), time(23, 59, 59), True)
    FIELD = (time(7, 30), time(22), True)
    CREW = (time(7), time(18), True)
    OFFICE = (time(8, 30), time(17, 30), False)

    def next_moment(self, moment: datetime, zone: tzinfo) -> datetime:
        """Return ``moment``, or the beginning of the next shift when nobody is at work then."""
        start, end, every_day = self.value
        local = moment.astimezone(zone)
        while True:
            opens = datetime.combine(local.date(), start, zone)
            if every_day or local.weekday() < _SATURDAY:
                if local <= opens:
                    return opens
                if local <= datetime.combine(local.date(), end, zone):
                    return local
            local = datetime.combine(local.date() + timedelta(days=1), time(), zone)
