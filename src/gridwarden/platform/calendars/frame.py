"""The calendar's place in the frame of every page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.calendars.labels import REFUSALS
from gridwarden.platform.ui import navigation, refusals


def take_place() -> None:
    """Register the menu entry and the words for refusals."""
    navigation.register(
        navigation.Entry(
            label=_("Working calendar"),
            url_name="calendars:year",
            icon="calendar",
            section=navigation.Section.DISTRICT,
            permission=Permission.TERRITORY_SEE,
            order=60,
        )
    )
    refusals.explain(REFUSALS)
