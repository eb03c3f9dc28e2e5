"""Whoever has shown no key: what they may cost, so that they harm nobody who has."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from gridwarden.patrols.gateway.session import Session

#: So long a line may take to show a key.
PATIENCE_S = 60.0


class Pace:
    """So many a second and no more."""

    def __init__(self, per_s: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_s = per_s
        self._clock = clock
        self._second = 0.0
        self._spent = 0

    def spend(self) -> bool:
        """Use one up; False when this second has none left."""
        now = self._clock()
        if now - self._second >= 1:
            self._second, self._spent = now, 0
        self._spent += 1
        return self._spent <= self._per_s


class Strangers:
    """Lines of one door without a key. Of too many the oldest has to go: whoever has a key shows it soon."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lines: dict[Session, None] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def add(self, session: Session) -> None:
        """Take in one more."""
        if len(self._lines) >= self._most:
            self.turn_out()
        self._lines[session] = None

    def discard(self, session: Session) -> None:
        """Forget one that has shown its key or has gone."""
        self._lines.pop(session, None)

    def turn_out(self) -> bool:
        """End the oldest line; False when there is none."""
        oldest = next(iter(self._lines), None)
        if oldest is None:
            return False
        del self._lines[oldest]
        oldest.end()
        return True

    def overdue(self, now: float) -> list[Session]:
        """Return those that should have shown a key by now; ``now`` is a monotone clock in seconds."""
        return [one for one in self._lines if now - one.began_at > PATIENCE_S]


class Quiet(logging.Filter):
    """Lets ten notes of one kind through in ten seconds; the next one tells how many were left out."""

    MOST, SPAN_S = 10, 10.0

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        #: Wording → when its span began, and how many came since.
        self._heard: dict[str, tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a note is written."""
        kind, now = str(record.msg), self._clock()
        since, count = self._heard.get(kind, (now, 0))
        if now - since >= self.SPAN_S:
            if count > self.MOST:
                record.msg = f"{record.msg} (and {count - self.MOST} more like it)"
            since, count = now, 0
        self._heard[kind] = (since, count + 1)
        return count < self.MOST
