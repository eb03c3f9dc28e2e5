"""Log lines that nobody can forge."""

from __future__ import annotations

import logging


class OneLineFormatter(logging.Formatter):
    """One record, one line: what users typed cannot begin a line of its own. Tracebacks follow, indented."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record with every control character of its message written out."""
        record.message = "".join(char if char.isprintable() else repr(char)[1:-1] for char in record.getMessage())
        record.asctime = self.formatTime(record, self.datefmt)
        line = self.formatMessage(record)
        if record.exc_info:
            trace = self.formatException(record.exc_info)
            line += "".join(f"\n    {part}" for part in trace.splitlines())
        return line
