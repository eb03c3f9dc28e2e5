"""Django configuration of attachments."""

from __future__ import annotations

from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Photos."""

    name = "gridwarden.platform.attachments"
    label = "attachments"

    def ready(self) -> None:
        """Tell the pages in which words photos are refused."""
        from gridwarden.platform.attachments.labels import REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415

        explain(REFUSALS)
