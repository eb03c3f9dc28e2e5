"""Full-text search that finds Chinese words without a dictionary."""
