"""Days, hours and files of days, without a framework."""
