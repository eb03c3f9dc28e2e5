"""Numbers without gaps: one counter for each district, series and period."""
