"""Working time: deadlines and spent time from one monotone clock and its inverse.

``build`` makes a ``WorkCalendar`` from weekly hours and exceptional days; ``due``, ``deadline`` and
``elapsed_s`` count in the four units with pauses; ``explain`` tells a deadline step by step; ``due_many`` and
``elapsed_many`` do a million at once.
"""

from gridwarden.algorithms.worktime.build import EVERY_DAY, MONDAY_TO_FRIDAY, DayRule, WeekHours, build
from gridwarden.algorithms.worktime.explain import explain
from gridwarden.algorithms.worktime.many import due_many, elapsed_many
from gridwarden.algorithms.worktime.params import BadLimit, BadPause, Limit, LimitUnit, Pause
from gridwarden.algorithms.worktime.problem import (
    BadCalendar,
    Day,
    DayKind,
    NaiveMoment,
    OutsideCalendar,
    Segment,
    WorkCalendar,
)
from gridwarden.algorithms.worktime.result import Deadline, Light, Step, StepKind, light
from gridwarden.algorithms.worktime.solve import WARN_FRACTION, StillPaused, deadline, due, elapsed_s

__all__ = [
    "EVERY_DAY",
    "MONDAY_TO_FRIDAY",
    "WARN_FRACTION",
    "BadCalendar",
    "BadLimit",
    "BadPause",
    "Day",
    "DayKind",
    "DayRule",
    "Deadline",
    "Light",
    "Limit",
    "LimitUnit",
    "NaiveMoment",
    "OutsideCalendar",
    "Pause",
    "Segment",
    "Step",
    "StepKind",
    "StillPaused",
    "WeekHours",
    "WorkCalendar",
    "build",
    "deadline",
    "due",
    "due_many",
    "elapsed_many",
    "elapsed_s",
    "explain",
    "light",
]
