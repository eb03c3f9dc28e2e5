"""What can be wrong with bytes that claim to be JT/T 808."""

from __future__ import annotations


class BadFrame(ValueError):
    """Bytes that the standard does not allow; the message says which rule they break.

    ``header`` is what was read of the message's head before the fault, or None.
    """

    def __init__(self, reason: str, header: object | None = None) -> None:
        super().__init__(reason)
        self.header = header
