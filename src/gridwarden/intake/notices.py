"""How the messages about answers are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gridwarden.intake.actions import answers
from gridwarden.platform.notifications.wording import Wording, register
from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from gridwarden.platform.notifications.wording import Told

_SENTENCES = {
    answers.WAITS: (gettext_noop("%(number)s: the answer to the reporter waits for your approval."), Tone.INFO),
    answers.CAME_BACK: (gettext_noop("%(number)s: your answer came back and is to be changed."), Tone.WARN),
}


def _word(told: Told) -> Wording:
    sentence, tone = _SENTENCES[told.kind]
    return Wording(
        text=_(sentence) % {"number": told.params.get("number", "")},
        url=reverse("cases:page", args=[told.subject_id]),
        tone=tone,
        icon="message-2",
    )


for _kind in _SENTENCES:
    register(_kind, _word, sample={"number": "20260302-00017"})
