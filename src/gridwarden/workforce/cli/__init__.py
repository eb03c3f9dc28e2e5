"""Commands of the workforce; each module loads only what it needs, so that a roster wants no database."""
