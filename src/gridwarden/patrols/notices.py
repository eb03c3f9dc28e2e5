"""How alarms are worded where people are told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from gridwarden.patrols.domain.alarms import AlarmKind
from gridwarden.patrols.labels import ALARM_KINDS
from gridwarden.platform.notifications.wording import Wording, register
from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from gridwarden.platform.notifications.wording import Told

ALARM = "patrol.alarm"
OWN_ALARM = "patrol.own_alarm"


def _word(told: Told) -> Wording:
    values = {"who": told.params.get("who", ""), "what": _what(told)}
    return Wording(
        text=_("%(who)s: %(what)s.") % values,
        detail=str(told.params.get("grid", "")),
        url=reverse("patrols:alarm", args=[told.subject_id]),
        tone=Tone.WARN,
        icon="alarm",
    )


def _word_own(told: Told) -> Wording:
    return Wording(
        text=_("Your device gave an alarm: %(what)s.") % {"what": _what(told)},
        detail=_("If that is wrong, tell the desk; what it was judged by is kept."),
        url=reverse("notifications:list"),
        tone=Tone.WARN,
        icon="alarm",
    )


def _what(told: Told) -> str:
    kind = told.params.get("alarm")
    return str(ALARM_KINDS[AlarmKind(kind)]) if kind else ""


register(ALARM, _word, sample={"who": "李明", "alarm": "outside", "grid": "A01"})
register(OWN_ALARM, _word_own, sample={"alarm": "outside"})
