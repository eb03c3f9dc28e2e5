"""The menu entry of devices."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

navigation.register(
    Entry(
        label=_("Vehicles and phones"),
        url_name="patrols:devices",
        icon="car",
        section=Section.DISTRICT,
        permission=(Permission.DEVICE_SEE,),
        order=70,
    )
)
