"""The rules of a case, without a database: states, levels, moves, clocks, escalation, feedback."""
