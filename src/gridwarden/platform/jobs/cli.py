"""``gridwarden worker``."""

from __future__ import annotations

import signal
from typing import Any

import click

from gridwarden.platform.jobs.worker import Worker


@click.command()
def worker() -> None:
    """Deliver events, fire timers and run jobs, until stopped."""
    running = Worker()

    def stop(*_: Any) -> None:
        running.stop()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running.run()
