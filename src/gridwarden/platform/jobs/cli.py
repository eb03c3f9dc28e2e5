"""``gridwarden worker``."""

from __future__ import annotations

import logging
import signal
from typing import Any

import click

from gridwarden.platform.jobs.worker import Worker


@click.command()
def worker() -> None:
    """Deliver events, fire timers and run jobs, until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logging.getLogger("procrastinate").setLevel(logging.WARNING)  # it tells of every job; the tables do so too
    running = Worker()

    def stop(*_: Any) -> None:
        running.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running.run()
