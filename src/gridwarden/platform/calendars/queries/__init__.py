"""What calendars answer."""

from gridwarden.platform.calendars.queries.content import NoSuchCalendar
from gridwarden.platform.calendars.queries.covered import Coverage, coverage, coverage_of, shortages
from gridwarden.platform.calendars.queries.work import calendar_for

__all__ = ["Coverage", "NoSuchCalendar", "calendar_for", "coverage", "coverage_of", "shortages"]
