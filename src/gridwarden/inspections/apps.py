"""Django configuration of inspections."""

from __future__ import annotations

from django.apps import AppConfig


class InspectionsConfig(AppConfig):
    """Papers that make somebody act: notices to parties, slips to contractors."""

    name = "gridwarden.inspections"
    label = "inspections"

    def ready(self) -> None:
        """Hang the context in: timers and subscriptions, words, pictures, menu, the panel of a case."""
        from gridwarden.grids.domain import places  # noqa: PLC0415
        from gridwarden.inspections import (  # noqa: F401, PLC0415 - they register themselves
            enclosures,
            handlers,
            notices,
            photos,
            slip_labels,
        )
        from gridwarden.inspections.labels import ACTIONS, REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.inspections.queries import named_places  # noqa: PLC0415
        from gridwarden.inspections.web import nav, panel, slip_nav  # noqa: F401, PLC0415
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415

        places.register("parties", named_places.parties)
        explain(REFUSALS | slip_labels.REFUSALS)
        name_actions(ACTIONS | slip_labels.ACTIONS)
