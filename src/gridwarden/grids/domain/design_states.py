"""How far a design of a plan has come."""

from __future__ import annotations

from enum import StrEnum


class DesignState(StrEnum):
    """A design is made in the background, edited by hand, and put in force or thrown away."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    PUBLISHED = "published"
    DISCARDED = "discarded"

    @property
    def is_in_work(self) -> bool:
        """Whether the machine still has to finish it."""
        return self in {DesignState.QUEUED, DesignState.RUNNING}
