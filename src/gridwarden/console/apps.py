"""Django configuration of the console."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section


class ConsoleConfig(AppConfig):
    """What several contexts show together: home, map, event stream."""

    name = "gridwarden.console"
    label = "console"

    def ready(self) -> None:
        """Put home and map into the menu, papers of inspections into files, and errands before the patrols."""
        from gridwarden.console import notices  # noqa: F401, PLC0415 - it registers itself
        from gridwarden.console.queries import errands, file_papers  # noqa: F401, PLC0415 - they register themselves
        from gridwarden.console.web import nearby  # noqa: F401, PLC0415 - it registers its panel
        from gridwarden.platform.audit.labels import name_actions  # noqa: PLC0415

        name_actions({"case.called": _("called somebody to a case")})

        navigation.register(
            Entry(label=_("Home"), url_name="console:home", icon="home", section=Section.WORK, order=0, phone=True),
            Entry(
                label=_("Map"),
                url_name="console:map",
                icon="map-2",
                section=Section.WORK,
                permission=Permission.TERRITORY_SEE,
                order=30,
                phone=True,
            ),
            Entry(
                label=_("Duty matrix"),
                url_name="console:duty-matrix",
                icon="table",
                section=Section.DISTRICT,
                permission=Permission.PEOPLE_SEE,
                order=45,
            ),
        )
