"""Django configuration of patrols."""

from __future__ import annotations

from django.apps import AppConfig


class PatrolsConfig(AppConfig):
    """Devices, tracks, and what they tell of the work outside."""

    name = "gridwarden.patrols"
    label = "patrols"

    def ready(self) -> None:
        """Hang the context in: menu, words, what follows from an alarm."""
        from gridwarden.patrols import coverage_labels as coverage  # noqa: PLC0415 - needs the apps
        from gridwarden.patrols import handlers  # noqa: F401, PLC0415 - subscribes
        from gridwarden.patrols.labels import ACTIONS, REFUSALS  # noqa: PLC0415
        from gridwarden.patrols.queries import devices  # noqa: F401, PLC0415 - says who sees photos
        from gridwarden.patrols.web import nav  # noqa: F401, PLC0415 - registers itself
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415

        explain(REFUSALS | coverage.REFUSALS)
        name_actions(ACTIONS | coverage.ACTIONS)
