"""One worker process: events, timers, recurring jobs and the queue, with a sign of life."""

from __future__ import annotations

import logging
import os
import socket
import threading
from datetime import timedelta

from django.db import connections
from django.utils import timezone

from gridwarden.platform.jobs.loops import Loop, deliver_events, fire_timers, start_recurring
from gridwarden.platform.jobs.models import Beat
from gridwarden.platform.jobs.queue import run_jobs

logger = logging.getLogger(__name__)

BEAT_S = 5.0
#: Signs of life of workers that were killed are forgotten after this.
FORGOTTEN_AFTER = timedelta(hours=1)


class Worker:
    """Runs the loops until ``stop`` is called, from a signal or another thread."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}"
        self._stopping = threading.Event()
        self._started_at = timezone.now()
        turns = {"events": deliver_events, "timers": fire_timers, "recurring": start_recurring, "queue": run_jobs}
        self._loops = [Loop(name, turn, self._stopping) for name, turn in turns.items()]

    def stop(self) -> None:
        """Have the loops end after their present turn."""
        self._stopping.set()

    def run(self) -> None:
        """Start the loops and show a sign of life until told to stop."""
        for loop in self._loops:
            loop.start()
        beats = Loop("beat", self._beat, self._stopping)
        beats.start()
        self._stopping.wait()
        for loop in [*self._loops, beats]:
            loop.join(timeout=30)
        self._leave()

    def _beat(self, beats: Loop) -> None:
        now = timezone.now()
        silent_s = {loop.name: round(loop.silent_s, 1) for loop in self._loops}
        Beat.objects.update_or_create(
            worker=self.name,
            defaults={"beat_at": now, "silent_s": silent_s},
            create_defaults={"started_at": self._started_at, "beat_at": now, "silent_s": silent_s},
        )
        Beat.objects.filter(beat_at__lt=now - FORGOTTEN_AFTER).delete()
        beats.wait(BEAT_S)

    def _leave(self) -> None:
        """Take the sign of life away, so that a stopped worker is not taken for a dead one."""
        try:
            Beat.objects.filter(worker=self.name).delete()
        except Exception:  # the database may have gone first; the row is forgotten after an hour
            logger.warning("could not sign off", exc_info=True)
        connections.close_all()
