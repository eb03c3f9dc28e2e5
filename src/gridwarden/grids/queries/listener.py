"""A connection per process that hears which districts' territory changed."""

from __future__ import annotations

import logging
import threading
from typing import Any

import psycopg

logger = logging.getLogger(__name__)

#: The channel on which the triggers tell ``district:version``.
CHANNEL = "gridwarden_grids"
#: Under this name the connection shows in ``pg_stat_activity``.
APPLICATION_NAME = "gridwarden territory"
#: A connection that says nothing is tried this often, so that a dead one is noticed.
HEARTBEAT_S = 15.0
#: Pause before a lost connection is made anew.
RETRY_S = 1.0


class Listener:
    """Keeps the current versions that were read or heard of while listening without a break.

    ``session`` numbers the unbroken stretches of listening, 0 while there is none. Whoever reads a version
    takes the session before and hands it in after: what was read in an older one may have been overtaken
    by a notice that nobody heard.
    """

    def __init__(self, parameters: dict[str, Any]) -> None:
        self._parameters = parameters
        self._known: dict[int, int] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._wire: psycopg.Connection | None = None
        self._sessions = 0
        self.session = 0
        self._thread = threading.Thread(target=self._run, name="territory-listener", daemon=True)

    def start(self) -> None:
        """Begin to listen in the background."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread and its connection."""
        self._stopping.set()
        if self._wire is not None:
            self._wire.close()
        self._thread.join(timeout=5)

    def known(self, district_id: int) -> int | None:
        """Return the district's version if it is certain."""
        return self._known.get(district_id)

    def learn(self, district_id: int, version: int, *, session: int) -> None:
        """Remember a version that was read in ``session``, unless a notice told a newer one."""
        with self._lock:
            if session and session == self.session:
                self._remember(district_id, version)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                if not self._stopping.is_set():
                    logger.warning("the territory listener lost its connection: %s", error)
            finally:
                self._forget()
            self._stopping.wait(RETRY_S)

    def _listen(self) -> None:
        parameters = {**self._parameters, "application_name": APPLICATION_NAME}
        with psycopg.connect(**parameters, autocommit=True) as self._wire:
            self._wire.execute(f"LISTEN {CHANNEL}")
            self._begin()
            while not self._stopping.is_set():
                for notice in self._wire.notifies(timeout=HEARTBEAT_S):
                    self._hear(notice.payload)
                self._wire.execute("SELECT 1")

    def _hear(self, payload: str) -> None:
        district, _, version = payload.partition(":")
        with self._lock:
            self._remember(int(district), int(version))

    def _remember(self, district_id: int, version: int) -> None:
        self._known[district_id] = max(version, self._known.get(district_id, 0))

    def _begin(self) -> None:
        with self._lock:
            self._sessions += 1
            self.session = self._sessions

    def _forget(self) -> None:
        with self._lock:
            self.session = 0
            self._known = {}
