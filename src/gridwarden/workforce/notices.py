"""How the notices of rosters are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from gridwarden.platform.notifications.wording import Wording, register
from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from gridwarden.platform.notifications.wording import Told


def _published(told: Told) -> Wording:
    return Wording(
        text=_("Your shifts from %(day)s on are settled.") % {"day": told.params.get("from_day", "")},
        url="/people/my-shifts/",
        tone=Tone.INFO,
        icon="calendar-check",
    )


def _proposed(told: Told) -> Wording:
    return Wording(
        text=_("A changed roster waits for your decision."),
        detail=str(told.params.get("reason", "")),
        url=f"/people/rosters/{told.subject_id}/",
        tone=Tone.WARN,
        icon="calendar-exclamation",
    )


register("roster.published", _published, sample={"from_day": "2026-03-02"})
register("roster.proposed", _proposed)
