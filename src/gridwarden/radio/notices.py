"""How the notice of a message is worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from gridwarden.platform.notifications.wording import Wording, register
from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from gridwarden.platform.notifications.wording import Told


def _word(told: Told) -> Wording:
    words = told.params["text"] or _("a photo or a recording")
    text = _("%(group)s: %(author)s: %(text)s") % {**told.params, "text": words}
    kind = told.subject_type.removeprefix("talk_")
    url = reverse("radio:talk", args=[kind, told.subject_id]) if kind else ""  # a sample is about no group
    return Wording(text=text, url=url, tone=Tone.INFO, icon="messages")


register("talk.posted", _word, sample={"group": "A01", "author": "张东升", "text": "请到人民路口支援。"})
