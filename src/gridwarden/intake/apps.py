"""Django configuration of the intake."""

from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Reports and complaints from every channel."""

    name = "gridwarden.intake"
    label = "intake"

    def ready(self) -> None:
        """Listen to cases and enter the menu."""
        from gridwarden.grids.domain import places  # noqa: PLC0415
        from gridwarden.intake import (  # noqa: F401, PLC0415 - they register themselves
            handlers,
            notices,
            twins,
            understanding_labels,
        )
        from gridwarden.intake.desk_labels import ACTIONS, REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.intake.queries import told_places  # noqa: PLC0415
        from gridwarden.intake.web import desk_panel, from_alarm, from_photo, nav, public_refusals  # noqa: F401, PLC0415
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415
        from gridwarden.platform.ui.slots import Slot, fill  # noqa: PLC0415 - after the apps are loaded

        places.register("told", told_places.houses)
        fill(Slot.PUBLIC, "intake/_public.html")
        explain(REFUSALS | understanding_labels.REFUSALS)
        name_actions(ACTIONS | understanding_labels.ACTIONS)
