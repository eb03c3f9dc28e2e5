"""Pages of the workforce, by noun."""
