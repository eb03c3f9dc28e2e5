"""Django configuration of jobs."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """The worker and what recurs."""

    name = "gridwarden.platform.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Register the check of the timetable."""
        from gridwarden.platform.jobs import checks  # noqa: F401, PLC0415 - registers itself
