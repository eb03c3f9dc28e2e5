"""The menu entry of the exchange."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from gridwarden.platform.access import Permission
from gridwarden.platform.ui import navigation
from gridwarden.platform.ui.navigation import Entry, Section

navigation.register(
    Entry(
        label=_("Data exchange"),
        url_name="exchange:peers",
        icon="arrows-exchange",
        section=Section.SYSTEM,
        permission=(Permission.EXCHANGE_SEE, Permission.EXCHANGE_MANAGE),
        order=60,
    )
)
