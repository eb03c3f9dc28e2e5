"""Django configuration of talk."""

from __future__ import annotations

from django.apps import AppConfig


class RadioConfig(AppConfig):
    """Talk between the levels, and the radio log."""

    name = "gridwarden.radio"
    label = "radio"

    def ready(self) -> None:
        """Hang the context in: menu, panel of cases, words, who sees photos."""
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415 - needs the apps
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415
        from gridwarden.radio import notices  # noqa: F401, PLC0415 - registers itself
        from gridwarden.radio.labels import ACTIONS, REFUSALS  # noqa: PLC0415
        from gridwarden.radio.queries import talk  # noqa: F401, PLC0415 - says who sees photos
        from gridwarden.radio.web import nav  # noqa: F401, PLC0415

        explain(REFUSALS)
        name_actions(ACTIONS)
