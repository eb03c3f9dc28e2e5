"""Django configuration of video."""

from __future__ import annotations

from django.apps import AppConfig


class VideoConfig(AppConfig):
    """Cameras, and how their pictures come to a page."""

    name = "gridwarden.video"
    label = "video"

    def ready(self) -> None:
        """Hang the context in: menu, words, who sees pictures."""
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415 - needs the apps
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415
        from gridwarden.video.labels import ACTIONS, REFUSALS  # noqa: PLC0415
        from gridwarden.video.queries import pictures  # noqa: F401, PLC0415 - says who sees pictures
        from gridwarden.video.web import nav  # noqa: F401, PLC0415 - registers itself

        explain(REFUSALS)
        name_actions(ACTIONS)
