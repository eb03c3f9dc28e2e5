"""Limits in the four units of the trade."""

from __future__ import annotations

from enum import StrEnum


class LimitUnit(StrEnum):
    """How a limit's time is counted (standards: 紧急工作时/日 run on, 工作时/日 run in working hours)."""

    WORKING_HOUR = "working_hour"
    WORKING_DAY = "working_day"
    URGENT_HOUR = "urgent_hour"
    URGENT_DAY = "urgent_day"
