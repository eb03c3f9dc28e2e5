"""The tables of calendars."""

from gridwarden.platform.calendars.models.calendar import Calendar
from gridwarden.platform.calendars.models.day import CalendarDay, Source
from gridwarden.platform.calendars.models.hours import CalendarHours
from gridwarden.platform.calendars.models.versioned import CURRENT, held_by
from gridwarden.platform.calendars.models.year import CalendarYear

__all__ = ["CURRENT", "Calendar", "CalendarDay", "CalendarHours", "CalendarYear", "Source", "held_by"]
