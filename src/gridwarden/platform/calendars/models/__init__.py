"""The tables of calendars."""

from gridwarden.platform.calendars.models.calendar import Calendar
from gridwarden.platform.calendars.models.day import CalendarDay, Source
from gridwarden.platform.calendars.models.hours import CalendarHours
from gridwarden.platform.calendars.models.versioned import VersionedRows
from gridwarden.platform.calendars.models.year import CalendarYear

__all__ = ["Calendar", "CalendarDay", "CalendarHours", "CalendarYear", "Source", "VersionedRows"]
