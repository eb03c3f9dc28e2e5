"""Loops of the worker: each in a thread of its own, each outliving the failure of one turn."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing
from typing import TYPE_CHECKING

from django.db import connections
from django.utils import timezone

from gridwarden.platform import connecting
from gridwarden.platform.events.delivery import deliver_pending
from gridwarden.platform.jobs import recurrences
from gridwarden.platform.jobs.jobs import run_recurrence
from gridwarden.platform.timers.clockwork import fire_due, next_due

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import psycopg

logger = logging.getLogger(__name__)

#: Nothing waits longer than this when a notification was lost or a timer was set meanwhile.
LONGEST_SLEEP_S = 1.0
#: After a failed turn the next one waits twice as long as the last time, up to this.
LONGEST_PAUSE_S = 15.0
CHANNEL = "gridwarden_events"


class Loop(threading.Thread):
    """Calls ``turn`` with itself until the worker stops."""

    def __init__(self, name: str, turn: Callable[[Loop], None], stopping: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self._turn = turn
        self._stopping = stopping
        self._came_round = time.monotonic()

    @property
    def is_stopping(self) -> bool:
        """Whether the worker was told to stop."""
        return self._stopping.is_set()

    @property
    def silent_s(self) -> float:
        """How long ago the loop last came round."""
        return time.monotonic() - self._came_round

    def come_round(self) -> None:
        """Note that the loop is alive; a turn that lasts calls this again and again."""
        self._came_round = time.monotonic()

    def wait(self, seconds: float) -> None:
        """Sleep, but wake at once when the worker stops."""
        self._stopping.wait(seconds)

    def run(self) -> None:
        """Turn until told to stop; a failed turn is logged, its connections dropped, and tried again."""
        pause_s = 0.5
        while not self.is_stopping:
            try:
                self._turn(self)
                self.come_round()
                pause_s = 0.5
            except Exception:  # a turn may fail in any way, a lost database among them; the loop must live
                logger.exception("the loop '%s' failed and goes on in %.1f s", self.name, pause_s)
                connections.close_all()
                self.wait(pause_s)
                pause_s = min(LONGEST_PAUSE_S, pause_s * 2)
        connections.close_all()


def deliver_events(loop: Loop) -> None:
    """Listen for committed events and deliver them, for as long as the connection holds."""
    with closing(_listener()) as listener:
        while not loop.is_stopping:
            while deliver_pending(now=timezone.now()) and not loop.is_stopping:
                loop.come_round()
            for _ in listener.notifies(timeout=LONGEST_SLEEP_S, stop_after=1):
                break
            loop.come_round()


def _listener() -> psycopg.Connection:
    """Open a connection of our own: the one that delivers is busy with transactions."""
    listener = connecting.connect(autocommit=True)
    listener.execute(f"LISTEN {CHANNEL}")
    return listener


def fire_timers(loop: Loop) -> None:
    """Fire what is due, then sleep until the next timer."""
    now = timezone.now()
    if not fire_due(now=now):
        loop.wait(_sleep_s(now))


def _sleep_s(now: datetime) -> float:
    first = next_due()
    if first is None:
        return LONGEST_SLEEP_S
    return min(LONGEST_SLEEP_S, max(0.0, (first - now).total_seconds()))


def start_recurring(loop: Loop) -> None:
    """Queue the jobs that the timetable makes due."""
    recurrences.start_due(timezone.now(), lambda name: run_recurrence.defer(name=name))
    loop.wait(5)
