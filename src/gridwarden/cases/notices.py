"""How the notices of cases are worded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gridwarden.cases.domain.clocks import Stage
from gridwarden.cases.domain.requests import Turn
from gridwarden.cases.labels import STAGES, TURNS
from gridwarden.platform.notifications.wording import Wording, register
from gridwarden.platform.ui.parts import Tone

if TYPE_CHECKING:
    from gridwarden.platform.notifications.wording import Told

#: Kind → sentence, tone and icon. Moves that are not here notify nobody.
_SENTENCES = {
    "case.opened": (gettext_noop("New case %(number)s."), Tone.INFO, "file-plus"),
    "case.send_to_verify": (gettext_noop("Please verify case %(number)s on the spot."), Tone.INFO, "map-pin-check"),
    "case.confirm": (gettext_noop("Case %(number)s is verified and waits to be registered."), Tone.INFO, "checks"),
    "case.deny": (gettext_noop("Case %(number)s could not be verified."), Tone.WARN, "map-pin-off"),
    "case.register": (
        gettext_noop("Case %(number)s is registered and waits to be dispatched."),
        Tone.INFO,
        "rubber-stamp",
    ),
    "case.dispatch": (gettext_noop("Case %(number)s was sent to your unit."), Tone.INFO, "send"),
    "case.recall": (gettext_noop("The desk has recalled case %(number)s."), Tone.WARN, "arrow-back"),
    "case.return_dispatch": (gettext_noop("Case %(number)s was returned to the desk."), Tone.WARN, "arrow-back"),
    "case.hand_up": (gettext_noop("Case %(number)s was handed up to you."), Tone.WARN, "arrow-up"),
    "case.hand_down": (gettext_noop("Case %(number)s was handed down with an instruction."), Tone.INFO, "arrow-down"),
    "case.request_support": (gettext_noop("Your support is wanted for case %(number)s."), Tone.WARN, "lifebuoy"),
    "case.feed_back": (gettext_noop("There is news on case %(number)s."), Tone.INFO, "message"),
    "case.handle_on_the_spot": (gettext_noop("Case %(number)s was handled on the spot."), Tone.GOOD, "bolt"),
    "case.finish": (gettext_noop("The work on case %(number)s is done and waits for its check."), Tone.INFO, "tools"),
    "case.send_to_check": (gettext_noop("Please check case %(number)s on the spot."), Tone.INFO, "clipboard-check"),
    "case.pass_check": (gettext_noop("Case %(number)s has passed its check and can be closed."), Tone.GOOD, "checks"),
    "case.fail_check": (gettext_noop("Case %(number)s has failed its check: rework."), Tone.BAD, "rotate"),
    "case.close": (gettext_noop("Case %(number)s is closed."), Tone.GOOD, "circle-check"),
    "case.cancel": (gettext_noop("Case %(number)s was cancelled."), Tone.NEUTRAL, "x"),
    "case.reopen": (gettext_noop("Case %(number)s was reopened."), Tone.WARN, "refresh"),
    "case.suspend": (gettext_noop("Case %(number)s is suspended."), Tone.NEUTRAL, "player-pause"),
    "case.resume": (gettext_noop("Case %(number)s is to be taken up again."), Tone.WARN, "player-play"),
    "case.force_close": (gettext_noop("Case %(number)s was closed by order."), Tone.NEUTRAL, "lock"),
    "case.merge": (gettext_noop("Case %(number)s goes on in another case."), Tone.NEUTRAL, "git-merge"),
    "case.unmerge": (gettext_noop("Case %(number)s is a case of its own again."), Tone.WARN, "git-branch"),
}
_TURNS = {
    "case.request_asked": (gettext_noop("%(turn)s of case %(number)s waits for your ruling."), Tone.WARN, "gavel"),
    "case.request_endorsed": (gettext_noop("%(turn)s of case %(number)s waits for your ruling."), Tone.WARN, "gavel"),
    "case.request_granted": (gettext_noop("%(turn)s of case %(number)s was granted."), Tone.GOOD, "check"),
    "case.request_refused": (gettext_noop("%(turn)s of case %(number)s was refused."), Tone.BAD, "x"),
    "case.request_withdrawn": (gettext_noop("%(turn)s of case %(number)s was withdrawn."), Tone.NEUTRAL, "x"),
    "case.order_issued": (gettext_noop("Case %(number)s is under supervision: answer in time."), Tone.WARN, "eye"),
    "case.order_demanded_again": (
        gettext_noop("The answer on case %(number)s does not satisfy: answer again."), Tone.BAD, "eye-x",
    ),
    "case.order_nearly_due": (
        gettext_noop("The answer to the order on case %(number)s is nearly due."), Tone.WARN, "hourglass",
    ),
    "case.order_overdue": (
        gettext_noop("The answer to the order on case %(number)s is overdue."), Tone.BAD, "alarm",
    ),
    "case.order_replied": (gettext_noop("The order on case %(number)s was answered."), Tone.INFO, "message"),
    "case.order_signed_off": (gettext_noop("The order on case %(number)s is signed off."), Tone.GOOD, "checks"),
    "case.parts_done": (
        gettext_noop("Every part of case %(number)s is done; it can be closed."), Tone.INFO, "checks",
    ),
}  # fmt: skip
_ALARMS = {
    "case.warning": (gettext_noop("%(stage)s of case %(number)s is nearly due."), Tone.WARN, "hourglass"),
    "case.breach": (gettext_noop("%(stage)s of case %(number)s is overdue."), Tone.BAD, "alarm"),
}
#: Break quiet hours: somebody stands in the street, or a limit is broken.
_URGENT = {"case.send_to_verify", "case.request_support", "case.send_to_check", "case.breach"}


def _word(told: Told) -> Wording:
    sentence, tone, icon = (_SENTENCES | _ALARMS | _TURNS)[told.kind]
    turn = told.params.get("turn")
    values = {
        "number": told.params.get("number", ""),
        "stage": _stage(told),
        "turn": str(TURNS[Turn(turn)]) if turn else "",
    }
    return Wording(
        text=_(sentence) % values,
        detail=str(told.params.get("address", "")),
        url=f"/cases/{told.subject_id}/",
        tone=tone,
        icon=icon,
    )


def _stage(told: Told) -> str:
    stage = told.params.get("stage")
    return str(STAGES[Stage(stage)]) if stage else ""


#: The published days of a calendar end soon: what no case tells, but every deadline needs.
COVERAGE_SHORT = "calendar.coverage_short"


def _word_coverage(told: Told) -> Wording:
    values = {"day": told.params.get("covered_until", "")}
    return Wording(
        text=_("Holidays are known only until %(day)s. Import the next year's notice.") % values,
        detail=_("Until then deadlines that reach further are provisional."),
        url=f"{reverse('calendars:year')}?calendar={told.params.get('code', '')}",
        tone=Tone.WARN,
        icon="calendar-exclamation",
    )


register(COVERAGE_SHORT, _word_coverage, sample={"covered_until": "2026-12-31"})
for _kind in _SENTENCES | _ALARMS | _TURNS:
    # The address is not among what may leave the house: it may be a reporter's own.
    _sample = {"number": "20260302-00017"} | ({"stage": Stage.HANDLE.value} if _kind in _ALARMS else {})
    register(_kind, _word, sample=_sample, is_urgent=_kind in _URGENT)
