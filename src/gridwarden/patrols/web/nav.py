"""The menu entries of patrols."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

navigation.register(
    Entry(
        label=_("Patrols"),
        url_name="patrols:overview",
        icon="walk",
        section=Section.WORK,
        permission=(Permission.DEVICE_SEE,),
        order=34,
    ),
    Entry(
        label=_("Coverage"),
        url_name="patrols:coverage",
        icon="route",
        section=Section.WORK,
        permission=(Permission.DEVICE_SEE,),
        order=35,
    ),
    Entry(
        label=_("My patrols"),
        url_name="patrols:coverage_mine",
        icon="shoe",
        section=Section.WORK,
        permission=(Permission.CASE_VERIFY,),
        order=36,
    ),
    Entry(
        label=_("Vehicles and phones"),
        url_name="patrols:devices",
        icon="car",
        section=Section.DISTRICT,
        permission=(Permission.DEVICE_SEE,),
        order=70,
    ),
)
