"""Things that must happen at a moment: kept in a table, fired once, whatever dies meanwhile."""
