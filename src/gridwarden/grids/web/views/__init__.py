"""Pages of the territory."""
