"""Template tags of the workforce."""
