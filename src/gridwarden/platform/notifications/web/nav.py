"""The menu entry of those who keep the messages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

navigation.register(
    Entry(
        label=_("Messaging"),
        url_name="notifications:deliveries",
        icon="send",
        section=Section.SYSTEM,
        permission=Permission.MESSAGES_MANAGE,
        order=25,
    ),
)
