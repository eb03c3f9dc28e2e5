"""Django configuration of documents."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Papers as PDF."""

    name = "gridwarden.platform.documents"
    label = "documents"

    def ready(self) -> None:
        """Tell the pages what a refusal of the printer means."""
        from gridwarden.platform.documents.labels import REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415

        explain(REFUSALS)
