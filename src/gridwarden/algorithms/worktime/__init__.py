"""Working time: deadlines and spent time from one monotone clock and its inverse."""

from gridwarden.algorithms.worktime.params import BadLimit, BadPause, Limit, LimitUnit, Pause

__all__ = ["BadLimit", "BadPause", "Limit", "LimitUnit", "Pause"]
