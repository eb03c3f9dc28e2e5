"""Working calendars: which days and hours count towards a deadline."""
