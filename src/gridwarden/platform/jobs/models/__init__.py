"""Models of jobs."""

from gridwarden.platform.jobs.models.beat import Beat
from gridwarden.platform.jobs.models.recurrence import Recurrence

__all__ = ["Beat", "Recurrence"]
