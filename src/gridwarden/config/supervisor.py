"""Keep a few processes running together: start again what dies, stop all when asked."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

logger = logging.getLogger(__name__)

#: A service that lived this long before it died is started again at once.
STEADY_S = 20.0
LONGEST_PAUSE_S = 15.0
#: What has not ended this long after being asked to is killed.
PATIENCE_S = 30.0
#: Has the kernel stop a service when the supervisor is killed without a chance to do so.
DIE_WITH_PARENT = ("/usr/bin/setpriv", "--pdeathsig", "TERM", "--")


@dataclass(frozen=True, slots=True)
class Service:
    """A program to keep running."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    #: Whether it may end by itself, having done its work.
    may_end: bool = False


class _Running:
    """A service with its present process."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._pause_s = 0.5
        self._start()

    def _start(self) -> None:
        self._since = time.monotonic()
        # A session of its own: the terminal's Ctrl-C reaches only the supervisor, which stops all in order,
        # and the whole family of a process can be ended together.
        self.process = subprocess.Popen(  # noqa: S603 - commands are our own
            [*DIE_WITH_PARENT, *self.service.command],
            env={**os.environ, **self.service.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.restart_at: float | None = None

    def look(self, now: float) -> None:
        """Start the process again when it has died, after a pause that grows while it keeps dying."""
        if self.restart_at is not None:
            if now >= self.restart_at:
                self._start()
            return
        status = self.process.poll()
        if status is None or (status == 0 and self.service.may_end):
            return
        if now - self._since > STEADY_S:
            self._pause_s = 0.5
        logger.error("%s ended (%s) and starts again in %.1f s", self.service.name, _words(status), self._pause_s)
        self._signal(signal.SIGKILL)  # what it started must not hold its port
        self.restart_at = now + self._pause_s
        self._pause_s = min(LONGEST_PAUSE_S, self._pause_s * 2)

    def ask_to_stop(self) -> None:
        """Ask the process to end."""
        if self.process.poll() is None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait for the process to end, then kill what is left of its family."""
        try:
            self.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            logger.warning("%s did not stop and is killed", self.service.name)
        self._signal(signal.SIGKILL)
        self.process.wait()

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            return  # the family is gone


class Supervisor:
    """Runs services until told to stop."""

    def __init__(self, services: Sequence[Service]) -> None:
        self._services = services
        self._stopping = threading.Event()

    def stop(self, *_: Any) -> None:
        """Have ``run`` stop the services and return; fit to be a signal handler."""
        self._stopping.set()

    def run(self, started: Callable[[], None] | None = None) -> None:
        """Start the services, call ``started``, keep them running, and stop them all in the end."""
        running = [_Running(service) for service in self._services]
        try:
            if started is not None:
                started()
            while not self._stopping.wait(0.2):
                now = time.monotonic()
                for one in running:
                    one.look(now)
        finally:
            for one in running:
                one.ask_to_stop()
            deadline = time.monotonic() + PATIENCE_S
            for one in running:
                one.end(deadline)


def _words(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"status {status}"
