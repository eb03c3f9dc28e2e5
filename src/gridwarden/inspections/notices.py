"""How the messages about papers are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gridwarden.inspections.actions import corrections, planning
from gridwarden.platform.notifications.wording import Wording, register
from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from gridwarden.platform.notifications.wording import Told

_SENTENCES = {
    planning.SOON: (gettext_noop("%(number)s: recheck at %(due)s."), Tone.INFO, "clock"),
    planning.NOW: (gettext_noop("%(number)s: time is up, please recheck on the spot."), Tone.WARN, "map-pin-check"),
    corrections.SENT: (gettext_noop("%(number)s: the party has sent a photo of its correction."), Tone.INFO, "photo"),
}


def _word(told: Told) -> Wording:
    sentence, tone, icon = _SENTENCES[told.kind]
    due_at = parse_datetime(str(told.params.get("due_at", "")))
    due = date_format(localtime(due_at), "m-d H:i") if due_at else ""
    page = "inspections:recheck" if told.subject_type == "recheck" else "inspections:notice"
    return Wording(
        text=_(sentence) % {"number": told.params.get("number", ""), "due": due},
        detail=str(told.params.get("address", "")),
        url=reverse(page, args=[told.subject_id]),
        tone=tone,
        icon=icon,
    )


for _kind in _SENTENCES:
    register(_kind, _word, sample={"number": "20260302-00017-1", "due_at": "2026-03-03T09:00:00+08:00"})
