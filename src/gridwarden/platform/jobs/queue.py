"""The loop that takes jobs from the queue."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from procrastinate.contrib.django import app
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector

if TYPE_CHECKING:
    from gridwarden.platform.jobs.loops import Loop

#: Jobs at once; most of them wait for the database.
CONCURRENCY = 2
#: A job that has not ended this long after the worker was told to stop is run again by the next one.
GRACE_S = 20


def run_jobs(loop: Loop) -> None:
    """Work off the queue until told to stop."""
    asyncio.run(_run(loop))


async def _run(loop: Loop) -> None:
    # An app of its own with the same tasks: jobs that handlers queue from this process still go through
    # Django's connection, inside the handler's transaction.
    runner = DjangoApp(connector=PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=4))
    runner.tasks = app.tasks
    async with runner.open_async():
        working = asyncio.create_task(
            runner.run_worker_async(
                concurrency=CONCURRENCY,
                install_signal_handlers=False,
                fetch_job_polling_interval=2,
                shutdown_graceful_timeout=GRACE_S,
            )
        )
        while not loop.is_stopping and not working.done():
            loop.come_round()
            await asyncio.sleep(0.2)
        working.cancel()
        await asyncio.gather(working, return_exceptions=loop.is_stopping)
