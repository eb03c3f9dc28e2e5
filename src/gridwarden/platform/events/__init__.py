"""News of the district: published with the change, delivered after commit, never lost."""
