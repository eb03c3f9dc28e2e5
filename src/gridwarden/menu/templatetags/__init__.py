"""Template tags of the menu."""
