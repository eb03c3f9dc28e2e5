"""Tasks of the queue that belong to the queue itself."""

from __future__ import annotations

import logging

from asgiref.sync import async_to_sync
from django.utils import timezone
from procrastinate.contrib.django import app

from gridwarden.platform.jobs import recurrences

logger = logging.getLogger(__name__)

#: A worker silent for this long is dead; it speaks every ten seconds.
SILENT_S = 30
#: Finished jobs are kept this long, for whoever wants to know what ran.
KEPT_H = 24 * 7


@app.task(name="recurrence")
def run_recurrence(name: str) -> None:
    """Run one recurring job."""
    recurrences.run(name, now=timezone.now)


def requeue_stalled() -> None:
    """Put the jobs of dead workers back into the queue; the queue does not do so by itself."""
    async_to_sync(_requeue_stalled)()


async def _requeue_stalled() -> None:
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_S):
        logger.warning("job %s (%s) was left by a dead worker and runs again", job.id, job.task_name)
        await app.job_manager.retry_job(job)


def forget_finished() -> None:
    """Remove finished jobs after a week."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=KEPT_H, include_cancelled=True, include_aborted=True)
