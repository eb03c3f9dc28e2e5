"""The menu entry of cameras."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

navigation.register(
    Entry(
        label=_("Cameras"),
        url_name="video:sources",
        icon="video",
        section=Section.DISTRICT,
        permission=(Permission.VIDEO_SEE,),
        order=75,
    )
)
