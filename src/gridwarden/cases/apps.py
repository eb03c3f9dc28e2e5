"""Django configuration of cases."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The case from report to closure."""

    name = "gridwarden.cases"
    label = "cases"

    def ready(self) -> None:
        """Hang the context in: timers and subscriptions, wording of notices and refusals, who sees photos."""
        from gridwarden.cases import evidence_labels, handlers, notices, photos  # noqa: F401, PLC0415
        from gridwarden.cases.labels import REFUSALS  # noqa: PLC0415 - needs the apps
        from gridwarden.cases.web import findings, nav, packing, routing_checks  # noqa: F401, PLC0415
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415
        from gridwarden.platform.ui.refusals import explain  # noqa: PLC0415
        from gridwarden.platform.ui.slots import Slot, fill  # noqa: PLC0415

        explain(REFUSALS | evidence_labels.REFUSALS)
        name_actions(evidence_labels.ACTIONS)
        fill(Slot.SEARCH, "cases/_search.html")
