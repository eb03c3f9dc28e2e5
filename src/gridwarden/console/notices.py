"""How a call for support is worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from gridwarden.platform.notifications.wording import Wording, register
from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from gridwarden.platform.notifications.wording import Told

CALLED = "console.called"


def _word(told: Told) -> Wording:
    sees = told.params.get("sees")
    return Wording(
        text=_("You are nearest: please support case %(number)s.") % {"number": told.params.get("number", "")},
        detail=str(told.params.get("address", "")),
        url=reverse("cases:page", args=[told.subject_id]) if sees else reverse("notifications:list"),
        tone=Tone.WARN,
        icon="lifebuoy",
    )


register(CALLED, _word, sample={"number": "20260302-00001", "address": "人民路12号", "sees": True}, is_urgent=True)
